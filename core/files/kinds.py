"""What a file is, told from its first bytes, and what to do with it: every entrance asks here.

A name may lie and an ending may be missing; the first kilobyte says what a program would make of the rest.
`kind_of` names a kind in an error; `file_kind` also says what opens it here, or which two lines of Python
make something of it that does.
"""

import json
import os
import re
import zlib
from dataclasses import dataclass

from core.files.atomic import FileError, opened
from core.files.metadata import unwrapped
from core.files.weight_names import name_weights

PICKLE_TEXT = re.compile(rb"\((dp|lp|i)|c[A-Za-z_][\w.]*\n\w+\n|[\]}(]q\x00")  # protocols 0 and 1
TABLE_START = re.compile(
    rb"(?:%[^\n]*\n\s*)*@relation\s|(?:[-+.\de]+[ \t]+){24}", re.IGNORECASE
)  # ARFF, USPS
HEAD = 1024  # bytes that tell a kind
ZIP_HEAD = 1 << 16  # bytes at either end of a zip file in which its members are named
LONGEST_HEADER = 1 << 20  # bytes of a safetensors file's header that are looked at
ZIP_ENTRY = b"PK\x01\x02"
NPZ_WEIGHTS = "a numpy .npz file of weights"
UNPACKED_FIRST = ("a pickle", "a safetensors file", "a numpy .npz file", "a numpy .npy file", "a zip file")
DATA, PICTURE, WEIGHTS, CHECKPOINT, TRACE = "data", "picture", "weights", "checkpoint", "trace"
IDX, NPZ, NPY, TABLE, CIFAR, GZIP = "idx", "npz", "npy", "table", "cifar", "gzip"

MAGIC = (  # in order: the first that fits is it
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
    (b"\x93NUMPY", "a numpy .npy file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"(\xb5/\xfd", "a Zstandard file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\xff\x0a", "a JPEG XL image"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL image"),
    (b"8BPS", "a Photoshop document"),
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"MATLAB 5.0", "a MATLAB .mat file"),
    (b"GGUF", "a GGUF model"),
    (b"\x08\x03\x12", "an ONNX model"),
    (b"\x08\x07\x12", "an ONNX model"),
    (b"\x08\x08\x12", "an ONNX model"),
    (b"\x08\x09\x12", "an ONNX model"),
    (b"\x08\x0a\x12", "an ONNX model"),
)
IDX_TYPES = (0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E)
BRANDS = {  # of the files that phones and browsers make: an "ftyp" box names them
    b"heic": "a HEIC image", b"heix": "a HEIC image", b"hevc": "a HEIC image", b"mif1": "a HEIC image",
    b"msf1": "a HEIC image", b"heim": "a HEIC image", b"avif": "an AVIF image", b"avis": "an AVIF image",
}  # fmt: skip
READABLE = ("a PNG image", "a JPEG image", "a GIF image", "a BMP image", "a WebP image", "a PNM image")
PICTURES = {".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".bmp", ".gif", ".webp", ".pgm", ".pbm", ".ppm", ".pnm"}

USUAL = (
    "Choose idx files, an .npz file with images and labels, a CSV table, "
    "or a folder of pictures for each class"
)
GUNZIP = "Unpack it (gunzip) and open what comes out"
PNG_ADVICE = "Save it as PNG or JPEG"
ADVICE = {
    "a PyTorch file of pickled objects": (
        "Convert it where PyTorch is: import torch, safetensors.torch; "
        "safetensors.torch.save_file(torch.load('{name}', weights_only=True), '{stem}.safetensors') "
        "(save model.state_dict() where the file holds a whole model)"
    ),
    "a pickle": (
        "Pickles can run programs and are never opened; where it comes from a place you trust: "
        "import numpy, pickle; d = pickle.load(open('{name}', 'rb'), encoding='latin1'); "
        "numpy.savez('{stem}.npz', **d) if isinstance(d, dict) else numpy.savez('{stem}.npz', *sum(d, ()))"
    ),
    "an HDF5 file": (
        "Convert it where h5py is: import h5py, numpy; d = {{}}; h5py.File('{name}').visititems(lambda k, v: "
        "d.update({{k.replace('/', '_'): v[()]}}) if hasattr(v, 'dtype') else None); "
        "numpy.savez('{stem}.npz', **d)"
    ),
    "a Keras model": (
        "Convert it where Keras is: import keras, numpy; numpy.savez('{stem}.npz', "
        "**{{w.path: w.numpy() for w in keras.models.load_model('{name}').weights}})"
    ),
    "an ONNX model": (
        "Convert it where onnx is: import onnx, onnx.numpy_helper, safetensors.numpy; "
        "safetensors.numpy.save_file({{t.name: onnx.numpy_helper.to_array(t).copy() "
        "for t in onnx.load('{name}').graph.initializer}}, '{stem}.safetensors')"
    ),
    "a TensorFlow model": "Convert it where Keras is, then save its weights with numpy.savez",
    "a GGUF model": "It is a language model, which has no place here",
    "a MATLAB .mat file": (
        "Convert it where scipy is: import scipy.io, numpy; "
        "numpy.savez('{stem}.npz', **{{k: v for k, v in scipy.io.loadmat('{name}').items() if k[0] != '_'}})"
    ),
    "a Parquet file": (
        "Convert it where pandas is: import pandas; "
        "pandas.read_parquet('{name}').to_csv('{stem}.csv', index=False)"
        " where each column is a pixel; save pictures inside it as files"
    ),
    "a tar file": "Unpack it (tar xf {name}) and open the folder that comes out",
    "a zip file": "Unpack it and open the folder that comes out",
    "a bzip2 file": "Unpack it (bunzip2 {name}) and open what comes out",
    "an xz file": "Unpack it (unxz {name}) and open what comes out",
    "a Zstandard file": "Unpack it (unzstd {name}) and open what comes out",
    "a 7z archive": "Unpack it and open the folder that comes out",
    "a RAR archive": "Unpack it and open the folder that comes out",
    "a HEIC image": f"{PNG_ADVICE}: on an iPhone, Settings > Camera > Formats > Most Compatible",
    "an AVIF image": PNG_ADVICE,
    "a TIFF image": PNG_ADVICE,
    "a JPEG XL image": PNG_ADVICE,
    "an SVG drawing": PNG_ADVICE,
    "a Photoshop document": PNG_ADVICE,
    "a web page": "It was saved in place of the file: fetch the file itself",
    "a Git LFS pointer": "It stands for a file that was not fetched: git lfs pull brings it",
}


@dataclass(frozen=True)
class FileKind:
    """What a file is: its `name` with an article, what `opens` it here ("data", "picture", "weights",
    "checkpoint", "trace"; None if nothing does), and `advice`, one sentence that says what to do with it.

    `form` says which reader understands it: one of FORMS, "" for any other.
    """

    name: str
    opens: str | None
    advice: str
    form: str = ""


def kind_of(head: bytes) -> str | None:
    """The kind of file that begins with `head` (1 KiB is plenty), with its article; None if unknown."""
    if head[:4] == b"PK\x03\x04":
        if b"data.pkl" in head:
            return "a PyTorch file of pickled objects"
        if b"config.json" in head and b"metadata.json" in head:
            return "a Keras model"
        return "a numpy .npz file" if b".npy" in head else "a zip file"
    if head[:3] == b"\0\0" + head[2:3] and len(head) > 3 and head[2] in IDX_TYPES and 1 <= head[3] <= 4:
        return "an idx file of labels" if head[3] == 1 else "an idx file of images"
    if re.match(rb"\x80[\x02-\x05]", head) or PICKLE_TEXT.match(head):
        return "a pickle"
    if head[257:262] == b"ustar":
        return "a tar file"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a WebP image"
    if head[4:8] == b"ftyp":
        brands = [head[8:12], *(head[at : at + 4] for at in range(16, 64, 4))]
        return next((BRANDS[brand] for brand in brands if brand in BRANDS), "a film")
    if len(head) > 16 and head[8:9] == b"{" and head[6:8] == b"\0\0":
        return "a safetensors file"
    if re.match(rb"P[1-6]\s", head):
        return "a PNM image"
    if head.startswith(b"version https://git-lfs"):
        return "a Git LFS pointer"
    found = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    return found or _kind_of_text(head)


def _kind_of_text(head: bytes) -> str | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if start.startswith((b"<svg", b"<?xml")) and b"<svg" in head:
        return "an SVG drawing"
    if TABLE_START.match(start):
        return "a table of text"
    if re.fullmatch(rb"[\x20-\x7e\t\r\n\x80-\xff]+", head.removeprefix(b"\xef\xbb\xbf")) and re.search(
        rb"[^\s,;\t]+[,;\t][^\r\n]*[,;\t]", head
    ):
        return "a table of text"
    return None


def file_kind(path: str | os.PathLike[str], error_type: type[FileError] = FileError) -> FileKind:
    """What a file is, from its bytes alone: unpacked as far as needed, without believing its name.

    Raises `error_type` for what can't be read (a folder, a pipe, no such file).
    """
    with opened(path, error_type) as (file, size):
        head = file.read(HEAD)
        kind = kind_of(head)
        if kind == "a gzip file":
            inner = unpacked_head(head + file.read(HEAD))
            kind = kind_of(inner) or kind
            if kind in UNPACKED_FIRST or kind in READABLE:
                return _described(f"{kind}, gzipped", path, GUNZIP)
        elif head[:4] == b"PK\x03\x04":
            file.seek(max(0, size - ZIP_HEAD))
            kind = _kind_of_zip(head + file.read(ZIP_HEAD))
        elif kind == "a safetensors file":
            length = int.from_bytes(head[:8], "little")
            file.seek(8)
            return _tensor_kind(path, file.read(min(length, LONGEST_HEADER)))
        elif kind is None and size > HEAD:
            file.seek(0)
            if b"onnx" in file.read(ZIP_HEAD)[:ZIP_HEAD] and head[:1] == b"\x08":
                kind = "an ONNX model"
    if (
        kind is None
        and os.fspath(path).lower().endswith(".bin")
        and size
        and size % 3073 * (size % 3074) == 0
    ):
        kind = "a CIFAR binary file"
    return _described(kind, path)


def unpacked_head(packed: bytes, levels: int = 3) -> bytes:
    """The first bytes of what a gzip file holds, gzipped again or not; as they are if that fails."""
    while packed[:2] == b"\x1f\x8b" and levels:
        try:
            packed, levels = zlib.decompressobj(wbits=31).decompress(packed, HEAD), levels - 1
        except zlib.error:
            break
    return packed


def _kind_of_zip(ends: bytes) -> str:
    """The kind of a zip file from its first and last bytes, in which its members are named."""
    if b"data.pkl" in ends:
        return "a PyTorch file of pickled objects"
    if b"model.weights.h5" in ends:
        return "a Keras model"
    if b"[Content_Types].xml" in ends:
        return "an office document"
    if b".npy" not in ends:
        return "a zip file"
    weights = name_weights([name.removesuffix(".npy") for name in _member_names(ends)])
    return NPZ_WEIGHTS if weights else "a numpy .npz file"


def _member_names(ends: bytes) -> list[str]:
    """The names in a zip file's directory, which stands at its end."""
    names = []
    at = ends.find(ZIP_ENTRY)
    while at >= 0:
        length = int.from_bytes(ends[at + 28 : at + 30], "little")
        names.append(ends[at + 46 : at + 46 + length].decode("utf-8", "replace"))
        at = ends.find(ZIP_ENTRY, at + 46 + length)
    return names


def _tensor_kind(path: str | os.PathLike[str], text: bytes) -> FileKind:
    """A safetensors file: weights, or a run or a trace that cnnviz keeps in the same form."""
    try:
        metadata = unwrapped(json.loads(text).get("__metadata__", {}))
    except (ValueError, AttributeError, RecursionError):
        metadata = {}
    if "cnnviz_checkpoint" in metadata:
        return FileKind("a checkpoint of a run", CHECKPOINT, "Continue it: cnnviz train --resume FILE")
    if any("trace" in str(item) for item in metadata):
        return FileKind("a recorded batch", TRACE, "Open it in the window")
    return FileKind("a safetensors file", WEIGHTS, "Load it as weights")


def advice_for(kind: str | None, path: str | os.PathLike[str], usual: str) -> str:
    """What to do with a file of a kind that isn't wanted: how it is unpacked or converted, else `usual`."""
    return _described(kind, path).advice if kind in ADVICE else usual


def advice_for_weights(kind: str | None, path: str | os.PathLike[str], usual: str) -> str:
    """What to do with a file of that kind where weights are wanted: `usual`, or how it is converted."""
    if kind in ("a PyTorch file of pickled objects", "a pickle"):
        return _described("a PyTorch file of pickled objects", path).advice
    if kind in ("an HDF5 file", "a Keras model", "an ONNX model"):
        return f"{_described(kind, path).advice}. {usual}"
    return usual


def _described(kind: str | None, path: str | os.PathLike[str], advice: str = "") -> FileKind:
    name = os.path.basename(os.fspath(path))
    stem = name.split(".")[0] or name
    if kind is None:
        return FileKind(UNKNOWN, None, USUAL)
    if kind == NPZ_WEIGHTS:
        return FileKind(kind, WEIGHTS, "Load it as weights")
    if kind in READABLE:
        return FileKind(kind, PICTURE, "Open it on the pad, or put it into a folder named after its class")
    form = FORMS.get(kind, "")
    if form and form != GZIP:
        return FileKind(kind, DATA, "Open it as images", form)
    advice = advice or ADVICE.get(kind, USUAL).format(name=name, stem=stem)
    return FileKind(kind, None, advice, form)


UNKNOWN = "a file of no kind that is known here"
FORMS = {
    "an idx file of labels": IDX,
    "an idx file of images": IDX,
    "a numpy .npz file": NPZ,
    "a numpy .npy file": NPY,
    "a table of text": TABLE,
    "a CIFAR binary file": CIFAR,
    "a gzip file": GZIP,  # of what can't be told: the reader of arrays says what is wrong inside
}
