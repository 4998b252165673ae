"""Refusals made before a file is unpacked: bombs, entities, cut-off archives, endless sheets.

A zip directory may lie about sizes, so every member is inflated once, in small pieces that are
thrown away, and counted. Calamine keeps a sheet as one dense block: a lone value in the last cell
of an empty sheet would ask for gigabytes and abort the program, so the block is measured first.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from cusdesk.core.errors import ImportProblemError

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
MAX_RATIO = 250
RATIO_FROM_BYTES = 50 * 1024 * 1024
MAX_CELLS = 12_000_000
MAX_MEMBERS = 20_000
LONGEST_TEXT = 32_767
_PIECE = 1 << 20
_LOCAL_HEADER = 30


def open_zip(file_name: str, data: bytes) -> zipfile.ZipFile:
    """Open an archive after proving that it is whole and of a sane size.

    Raises:
        ImportProblemError: `damaged`, `too_big`, or `password`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError):
        raise ImportProblemError("imports.file.damaged", file=file_name) from None
    _refuse_by_directory(file_name, members, len(data))
    total = 0
    for member in members:
        total += _inflated_size(file_name, data, member, MAX_UNPACKED_BYTES - total)
    return archive


def _refuse_by_directory(file_name: str, members: list[zipfile.ZipInfo], packed: int) -> None:
    declared = sum(member.file_size for member in members)
    bomb = declared > RATIO_FROM_BYTES and declared > MAX_RATIO * packed
    if bomb or declared > MAX_UNPACKED_BYTES or len(members) > MAX_MEMBERS:
        raise ImportProblemError("imports.file.too_big", file=file_name)
    if any(member.flag_bits & 1 for member in members):
        raise ImportProblemError("imports.file.password", file=file_name)


def _inflated_size(file_name: str, data: bytes, member: zipfile.ZipInfo, room: int) -> int:
    """Inflate one member for nothing but its true size and its checksum."""
    head = data[member.header_offset : member.header_offset + _LOCAL_HEADER]
    if len(head) < _LOCAL_HEADER:
        raise ImportProblemError("imports.file.damaged", file=file_name)
    name_length, extra_length = struct.unpack("<HH", head[26:30])
    start = member.header_offset + _LOCAL_HEADER + name_length + extra_length
    packed = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        size, crc = len(packed), zlib.crc32(packed)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        size, crc = _count(file_name, packed, room)
    else:
        raise ImportProblemError("imports.file.damaged", file=file_name)
    if size > room:
        raise ImportProblemError("imports.file.too_big", file=file_name)
    if size != member.file_size or crc != member.CRC:
        raise ImportProblemError("imports.file.damaged", file=file_name)
    return size


def _count(file_name: str, packed: memoryview, room: int) -> tuple[int, int]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    size = crc = 0
    rest: bytes | memoryview = packed
    try:
        while not inflate.eof:
            piece = inflate.decompress(rest, _PIECE)
            rest = inflate.unconsumed_tail
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            if size > room:
                raise ImportProblemError("imports.file.too_big", file=file_name)
            if not piece and not rest:
                break
    except zlib.error:
        raise ImportProblemError("imports.file.damaged", file=file_name) from None
    if not inflate.eof:
        raise ImportProblemError("imports.file.damaged", file=file_name)
    return size, crc


def part(file_name: str, archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one XML part; parts with a document type or in a wide encoding are refused.

    No office program writes a DOCTYPE into a workbook; it is the door of entity attacks.

    Raises:
        ImportProblemError: `unsafe`.
    """
    content = archive.read(name)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in content:
        raise ImportProblemError("imports.file.unsafe", file=file_name)
    return content


def check_block(file_name: str, rows: int, columns: int) -> None:
    """Refuse a sheet whose dense block would not fit into memory.

    Raises:
        ImportProblemError: `too_big`.
    """
    if rows * columns > MAX_CELLS:
        raise ImportProblemError("imports.file.too_big", file=file_name)
