"""Write docs/samples: five sources on every channel, PDF pages as pictures, audio as durations.

Run: ``.venv/bin/python scripts/render_samples.py``
"""

import datetime as dt
import io
import shutil
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.messages.brief import BotLinks  # noqa: E402
from bot.messages.briefing import Sources  # noqa: E402
from bot.messages.rendering import render, usual_audience  # noqa: E402
from bot.messages.voices import ChannelName, Options  # noqa: E402
from bot.messages.voices.typesetting import pictures_of  # noqa: E402

SAMPLES = ROOT / "docs" / "samples"
SOURCES = {
    "khai-sinh": "1.001193",
    "chung-thuc": "2.000815",
    "vneid": "vneid-la-gi",
    "ke-hoach": "hai-hoa-2024.29",
    "tiem-phong-dai": str(SAMPLES / "tiem-phong-dai.yaml"),
}
UNIT = "Phường Hoa Sen"
LINKS = BotLinks("https://t.me/HoaSenMotCuaBot?start=t", "https://zalo.me/1234567890")
DAY = dt.date(2026, 11, 22)
KEPT = {".txt", ".html", ".json"}
HEADER = 44


def main() -> None:
    """Render everything; stop at the first channel that a check blocks."""
    sources = Sources.shipped()
    rows = ["| Source | Channel | Measured | Files | ms |", "|---|---|---|---|---|"]
    for name, source in SOURCES.items():
        folder = SAMPLES / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        rows += [_sample(sources, source, channel, folder) for channel in ChannelName]
    (SAMPLES / "figures.md").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _sample(sources: Sources, source: str, channel: ChannelName, folder: Path) -> str:
    brief = sources.brief(source, usual_audience(channel), UNIT).linked(LINKS)
    begun = time.perf_counter()
    checked = render(brief, channel, Options(today=DAY))
    took = (time.perf_counter() - begun) * 1000
    if not checked.passed:
        raise SystemExit(f"{folder.name}: {channel}: {'; '.join(checked.reasons)}")
    measured = [f"{value:g} {unit}" for unit, value in checked.rendered.figures.items()]
    for file in checked.rendered.files:
        if file.suffix in KEPT:
            (folder / f"{channel}{file.suffix}").write_bytes(file.data)
        elif file.suffix == ".pdf":
            for number, picture in enumerate(pictures_of(file.data, 0.9), start=1):
                (folder / f"{channel}-{number}.png").write_bytes(picture)
        elif file.suffix.endswith(".wav"):
            measured.append(f"audio {_seconds(file.data):.0f} s")
    sizes = ", ".join(
        f"{one.suffix} {len(one.data) / 1024:.0f} KB" for one in checked.rendered.files
    )
    return f"| {folder.name} | {channel} | {', '.join(measured)} | {sizes} | {took:.0f} |"


def _seconds(sound: bytes) -> float:
    """How long a WAV lasts; espeak-ng streams it, so the header does not know."""
    import wave

    with wave.open(io.BytesIO(sound)) as opened:
        return (len(sound) - HEADER) / opened.getframerate() / opened.getsampwidth()


if __name__ == "__main__":
    main()
