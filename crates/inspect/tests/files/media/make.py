#!/usr/bin/env python3
"""Makes the picture fixtures; run by hand, the result is committed.

    pip install pillow; python3 make.py

Each is a red square of a few pixels with words about people who do not exist.
"""
import gzip, pathlib, tempfile
from PIL import Image, PngImagePlugin, TiffImagePlugin

HERE = pathlib.Path(__file__).parent
XMP = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Ludovic Thistlewick</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def exif():
    data = Image.Exif()
    data[0x010F], data[0x0110] = "Camera maker", "Model 7"
    data[0x013B], data[0x9C9D] = "Petronella Quartermass", "Ermintrude Marrowby\0".encode("utf-16-le")
    inner = data.get_ifd(0x8769)
    inner[0xA431], inner[0xA430] = "SERIAL-0042", "Quillfeather"
    inner[0x9286] = b"UNICODE\0" + "Taken at Northgate".encode("utf-16-le")
    place = data.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (54.0, 35.0, 30.0), "W", (5.0, 55.0, 48.0)
    return data


def keep(name, bytes_):
    (HERE / f"{name}.gz").write_bytes(gzip.compress(bytes_, mtime=0))
    print(name, len(bytes_))


with tempfile.TemporaryDirectory() as folder:
    red = Image.new("RGB", (8, 8), (192, 0, 0))
    path = lambda name: pathlib.Path(folder, name)
    red.save(path("exif.jpg"), exif=exif(), comment="Scan by Oxenholt", xmp=XMP)
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Petronella Quartermass")
    words.add_text("Comment", "Ermintrude Marrowby " * 20, zip=True)
    words.add_itxt("Title", "Wärrant card of Quillfeather")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    red.save(path("words.png"), pnginfo=words, exif=exif())
    red.save(path("exif.webp"), exif=exif(), xmp=XMP)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[270], tags[315] = "Warrant card of Quillfeather", "Petronella Quartermass"
    red.save(path("words.tif"), tiffinfo=tags)
    red.save(path("plain.bmp"))
    red.save(path("plain.jpg"))
    red.save(path("comment.gif"), comment=b"Scan by Oxenholt")
    for name in ["exif.jpg", "words.png", "exif.webp", "words.tif", "plain.bmp", "comment.gif", "plain.jpg"]:
        keep(name, path(name).read_bytes())
    tail = path("plain.jpg").read_bytes()
    keep("trailing.jpg", tail + b"Surname,Rank\nQuillfeather,Constable\n")
