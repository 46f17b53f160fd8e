"""Ways to write an address so that a careless reader does not see it."""

from __future__ import annotations

import ipaddress

TARGETS = ("127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.1", "100.100.100.200", "0.0.0.0", "168.63.129.16")


def encodings(address: str) -> list[str]:
    """Hosts that browsers, resolvers or gateways take for ``address``."""
    parsed = ipaddress.IPv4Address(address)
    number, octets = int(parsed), parsed.packed
    a, b, c, d = octets
    hexadecimal = f"{number >> 16:x}:{number & 0xFFFF:x}"
    full_width = "".join(chr(ord(character) + 0xFEE0) if character.isdigit() else character for character in address)
    circled = "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(character)] if character.isdigit() else character for character in address)
    return [
        address,
        f"{address}.",
        str(number),
        hex(number),
        hex(number).upper().replace("0X", "0X"),
        f"0{number:o}",
        f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"000{a:o}.{b}.0x{c:x}.{d}",
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{number & 0xFFFF}",
        f"0x{a:x}.{number & 0xFFFFFF}",
        f"0{a:o}.{b}.{number & 0xFFFF}",
        address.replace(".", "。"),
        address.replace(".", "．"),
        address.replace(".", "｡"),
        full_width,
        circled,
        address.replace(".", "%2e"),
        "".join(f"%{ord(character):02x}" for character in address),
        f"{address[:1]}\t{address[1:]}",
        f"{address[:2]}\n{address[2:]}",
        f"{address[:1]}\u00ad{address[1:]}",
        f"[::ffff:{address}]",
        f"[::ffff:{hexadecimal}]",
        f"[0:0:0:0:0:ffff:{address}]",
        f"[::{address}]",
        f"[::ffff:0:{address}]",
        f"[64:ff9b::{address}]",
        f"[64:ff9b:1::{address}]",
        f"[64:ff9b:1:abcd::{hexadecimal}]",
        f"[2002:{hexadecimal}::]",
        f"[2002:{hexadecimal}::1]",
        f"[2001:0:{hexadecimal}::f7f7:f7f7]",
        f"[fe80::5efe:{address}]",
        f"[2a00:1450::200:5efe:{address}]",
    ]


URLS = [
    *(f"http://{host}/latest/meta-data/" for address in TARGETS for host in encodings(address)),
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://a.localhost/",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://%6c%6f%63%61%6c%68%6f%73%74/",
    "http://localhost.localdomain/",
    "http://metadata/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://METADATA.Google.Internal./",
    "http://printer.local/",
    "http://router.lan/",
    "http://nas.home.arpa/",
    "http://wiki.corp/",
    "http://kubernetes.default.svc.cluster.local/",
    "http://intranet/",
    "http://a.test/",
    "http://a.invalid/",
    "http://abc.onion/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://[ff02::1]/",
    "http://[fec0::1]/",
    "http://[2001:db8::1]/",
    "http://[5f00::1]/",
    "http:\\\\127.0.0.1\\",
    "http:/\\127.0.0.1/",
    "http:127.0.0.1/",
    "http:///127.0.0.1/",
    "hTTps://127.0.0.1:443/",
    "http://example.com@127.0.0.1/",
    "http://127.0.0.1#@example.com/",
    "http://127.0.0.1?@example.com/",
    "http://127.0.0.1\\@example.com/",
    "http://user:pass@example.com/",
    "http://@127.0.0.1/",
    "http://example.com:22/",
    "http://example.com:25/",
    "http://example.com:6379/",
    "http://example.com:0/",
    "https://example.com:2375/",
]
"""None of them may be asked for."""

BARRED_OTHERWISE = [
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "dict://127.0.0.1:11211/stat",
    "data:text/html,hello",
    "javascript:alert(1)",
    "jar:http://127.0.0.1!/",
    "ws://127.0.0.1/",
    "http://",
    "http://[::1",
    "http://[fe80::1%25eth0]/",
    "http://[::ffff:127.0.0.256]/",
    "http://127.0.0.1.1.1.1/",
    "http://256.256.256.256/",
    "http://0x100000000/",
    "http://a b/",
    "http://a..b.example.com/",
    "http://\udcff.example.com/",
    "//127.0.0.1/",
    "/etc/passwd",
    "http://example.com/" + "a" * 9000,
]
"""Nor these; here there is no address, or no http."""

NAMES = {
    "public-then-private.example.com": (("93.184.215.14",), ("127.0.0.1",)),
    "loopback.example.com": (("127.0.0.1",),),
    "loopback6.example.com": (("::1",),),
    "mapped.example.com": (("::ffff:127.0.0.1",),),
    "any.example.com": (("0.0.0.0",),),
    "private.example.com": (("10.0.0.7",),),
    "metadata.example.com": (("169.254.169.254",),),
    "nat64.example.com": (("64:ff9b::a9fe:a9fe",),),
    "teredo.example.com": (("2001:0:7f00:1::",),),
    "6to4.example.com": (("2002:7f00:1::1",),),
    "unique-local.example.com": (("fd00:ec2::254",),),
    "zone.example.com": (("fe80::1%eth0",),),
    "mixed.example.com": (("93.184.215.14", "127.0.0.1"),),
    "mixed6.example.com": (("2606:4700::1", "::1"),),
    "garbage.example.com": (("127.1",),),
    "name.example.com": (("localhost",),),
    "decimal.example.com": (("2130706433",),),
    "many.example.com": ((*(f"93.184.215.{n}" for n in range(1, 60)), "10.0.0.1"),),
}
"""Names that an attacker may hold, with what their name servers say, first and later."""
