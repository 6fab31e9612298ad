"""A mail server for a test: aiosmtpd, with TLS and a sign-in. Prints its port, then each mail as a line of JSON.

Usage: smtp_server.py starttls|tls CHAIN KEY
"""
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    async def handle_DATA(self, server, session, envelope):
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None or sys.argv[1] == "tls",
            "as": session.auth_data,
            "text": envelope.content.decode(),
        }
        print(json.dumps(mail), flush=True)
        return "250 OK"


def sign_in(server, session, envelope, mechanism, data):
    name, password = data.login.decode(), data.password.decode()
    return AuthResult(success=(name, password) == ("tipstaff", "p@ss word"), auth_data=name, handled=False)


async def main():
    how, chain, key = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    starttls = context if how == "starttls" else None
    handler = Handler()

    def session():
        return SMTP(
            handler,
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=True,
            auth_require_tls=starttls is not None,
            authenticator=sign_in,
        )

    wrapped = context if how == "tls" else None
    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0, ssl=wrapped)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
