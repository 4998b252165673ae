"""Compound files ([MS-CFB]): the box in which xls and password-protected workbooks come."""

from __future__ import annotations

import struct

_END = 0xFFFFFFFA
_HEADER_FAT = 109
_ENTRY = 128
_SMALL = 4096


class CompoundFile:
    """The streams of a compound file, by name.

    Raises:
        ValueError: the box is damaged or cut off.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise ValueError
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        first_directory, _, _, first_mini, _, first_difat = struct.unpack_from("<6I", data, 48)
        self._fat = self._read_fat(first_difat)
        directory = self._chain(first_directory)
        self.streams = dict(self._entries(directory))
        self._mini_fat = _numbers(self._chain(first_mini)) if first_mini < _END else []
        root_start, _ = self.streams.get("Root Entry", (_END, 0))
        self._mini = self._chain(root_start) if root_start < _END else b""

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream.

        Raises:
            ValueError: no such stream, or it is cut off.
        """
        if name not in self.streams:
            raise ValueError(name)
        start, size = self.streams[name]
        if size >= _SMALL:
            return self._chain(start)[:size]
        found, step = bytearray(), start
        while step < _END and len(found) < size:
            if step >= len(self._mini_fat):
                raise ValueError
            found += self._mini[step * self._mini_size : (step + 1) * self._mini_size]
            step = self._mini_fat[step]
        return bytes(found[:size])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise ValueError
        return sector

    def _read_fat(self, difat: int) -> list[int]:
        places = list(struct.unpack_from(f"<{_HEADER_FAT}I", self._data, 76))
        seen: set[int] = set()
        while difat < _END and difat not in seen:
            seen.add(difat)
            more = _numbers(self._sector(difat))
            places += more[:-1]
            difat = more[-1]
        fat: list[int] = []
        for place in places:
            if place < _END:
                fat += _numbers(self._sector(place))
        return fat

    def _chain(self, start: int) -> bytes:
        found, step, seen = [], start, 0
        while step < _END:
            seen += 1
            if step >= len(self._fat) or seen > len(self._fat):
                raise ValueError
            found.append(self._sector(step))
            step = self._fat[step]
        return b"".join(found)

    @staticmethod
    def _entries(directory: bytes) -> list[tuple[str, tuple[int, int]]]:
        found = []
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            if kind and 2 <= length <= 64:
                name = directory[at : at + length - 2].decode("utf-16-le", "replace")
                found.append((name, struct.unpack_from("<II", directory, at + 116)))
        return found


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))
