"""Reads a card and a status list with two libraries that we did not write: `cwt` and `pycose`.

Arguments: the public key as hexadecimal digits (Ed25519: 32 bytes, P-256: 64), the card, the list, each as hexadecimal
digits. Prints what they say as JSON.
"""

import json
import sys
import zlib

import cbor2
import cwt
from pycose.keys import EC2Key, OKPKey
from pycose.messages import CoseMessage, Sign1Message

key, card, listed = (bytes.fromhex(argument) for argument in sys.argv[1:4])
if len(key) == 32:
    theirs = cwt.COSEKey.new({1: 1, 3: -8, -1: 6, -2: key})
    second = OKPKey(crv="ED25519", x=key)
else:
    theirs = cwt.COSEKey.new({1: 2, 3: -7, -1: 1, -2: key[:32], -3: key[32:]})
    second = EC2Key(crv="P_256", x=key[:32], y=key[32:])

said = []
for token in (card, listed):
    # `cwt` would refuse a card whose last day is over, which the test's is some day.
    claims = cbor2.loads(cwt.COSE.new().decode(token, theirs))
    message = CoseMessage.decode(token)
    assert isinstance(message, Sign1Message)
    message.key = second
    assert message.verify_signature(), "pycose finds the signature wrong"
    assert cbor2.loads(message.payload) == claims
    broken = bytearray(token)
    broken[-1] ^= 1
    try:
        cwt.COSE.new().decode(bytes(broken), theirs)
    except cwt.VerifyError:
        pass
    else:
        raise SystemExit("a wrong signature was taken for a right one")
    said.append((message.phdr, claims))

statement, entry = said[0][1], said[0][1][65535]["status_list"]
header, token = said[1]
bits = zlib.decompress(token[65533]["lst"])
print(json.dumps({
    "issuer": statement[1],
    "expires": statement[4],
    "kind": statement[-65537],
    "list": entry["uri"],
    "index": entry["idx"],
    "claims": sorted(statement),
    "type": cbor2.loads(cbor2.loads(listed).value[0])[16],
    "subject": token[2],
    "revoked": [at for at in range(len(bits) * 8) if bits[at // 8] >> at % 8 & 1],
}))
