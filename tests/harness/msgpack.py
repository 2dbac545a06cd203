"""As much of msgpack as the envelopes on the bus have."""


def pack(value):
    if value is None or isinstance(value, bool):
        return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[value]
    if isinstance(value, int):
        return b"\xd3" + value.to_bytes(8, "big", signed=True)
    if isinstance(value, str):
        raw = value.encode()
        return b"\xdb" + len(raw).to_bytes(4, "big") + raw
    if isinstance(value, list):
        return b"\xdd" + len(value).to_bytes(4, "big") + b"".join(map(pack, value))
    return b"\xdf" + len(value).to_bytes(4, "big") + b"".join(pack(k) + pack(v) for k, v in value.items())


class _Reader:
    def __init__(self, raw):
        self.raw, self.at = raw, 0

    def take(self, size):
        part = self.raw[self.at:self.at + size]
        assert len(part) == size, "the message is cut off"
        self.at += size
        return part

    def number(self, size, signed=False):
        return int.from_bytes(self.take(size), "big", signed=signed)

    def text(self, size):
        return self.take(size).decode()

    def items(self, count):
        return [self.value() for _ in range(count)]

    def members(self, count):
        return {self.value(): self.value() for _ in range(count)}

    def value(self):
        head = self.number(1)
        if head < 0x80 or head >= 0xe0:
            return head if head < 0x80 else head - 256
        if head < 0xc0:
            short = self.members if head < 0x90 else self.items if head < 0xa0 else self.text
            return short(head & (31 if head >= 0xa0 else 15))
        if head in (0xc0, 0xc2, 0xc3):
            return {0xc0: None, 0xc2: False, 0xc3: True}[head]
        for first, last, read in ((0xd9, 0xdb, self.text), (0xdc, 0xdd, self.items), (0xde, 0xdf, self.members)):
            if first <= head <= last:
                return read(self.number(2 ** (head - first + (first != 0xd9))))
        assert 0xcc <= head <= 0xd3, f"{head:#x} has no place in an envelope"
        return self.number(2 ** (head - 0xcc & 3), signed=head >= 0xd0)


def unpack(raw):
    """The one value; extension types and floats are a failure."""
    reader = _Reader(raw)
    value = reader.value()
    assert reader.at == len(raw), "something follows the value"
    return value
