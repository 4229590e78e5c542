"""Recordings as WAV files."""

import struct


def wav(samples, rate=16000):
    """One channel of 16-bit samples."""
    return (
        b"RIFF"
        + struct.pack("<I", 36 + len(samples))
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
        + b"data"
        + struct.pack("<I", len(samples))
        + samples
    )


def silence(seconds=0.1, rate=16000):
    return wav(b"\0\0" * int(seconds * rate), rate)


# Debian's pocketsphinx-testdata: somebody says "go forward ten meters".
with open("/usr/share/pocketsphinx/test/data/goforward.raw", "rb") as f:
    GO_FORWARD = wav(f.read())
