"""What a file is, told from its first bytes: so that the wrong file can be refused by its right name."""

import re

PICKLE_TEXT = re.compile(rb"\((dp|lp|i)|c[A-Za-z_][\w.]*\n\w+\n|[\]}(]q\x00")  # protocols 0 and 1

MAGIC = (  # in order: the first that fits is it
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
    (b"\x93NUMPY", "a numpy .npy file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"%PDF", "a PDF document"),
    (b"\x08\x03\x12", "an ONNX model"),
    (b"\x08\x07\x12", "an ONNX model"),
    (b"\x08\x08\x12", "an ONNX model"),
    (b"\0\0\x08\x01", "an idx file of labels"),
    (b"\0\0\x08\x03", "an idx file of images"),
)


def kind_of(head: bytes) -> str | None:
    """The kind of file that begins with `head` (1 KiB is plenty), with its article; None if unknown."""
    if head[:4] == b"PK\x03\x04":
        if b"data.pkl" in head:
            return "a PyTorch file of pickled objects"
        return "a numpy .npz file" if b".npy" in head else "a zip file"
    if re.match(rb"\x80[\x02-\x05]", head) or PICKLE_TEXT.match(head):
        return "a pickle"
    if head[257:262] == b"ustar":
        return "a tar file"
    if len(head) > 16 and head[8:9] == b"{" and head[6:8] == b"\0\0":
        return "a safetensors file"
    return next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
