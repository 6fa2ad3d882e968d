"""Draft audio of a script by espeak-ng; a person reads the real one, or a better voice does."""

import shutil
import subprocess

PROGRAM = "espeak-ng"
# How long espeak-ng may take for a bulletin of two minutes; it needs about a second.
_SECONDS = 60
# Its 'words a minute' are quicker than syllables: measured on bulletins of this project, so that
# the draft lasts about as long as the script says.
_SPEED = 0.82


class AudioUnavailableError(Exception):
    """No audio; the message says what to install."""


def speak_to_wave(script: str, pace: int) -> bytes:
    """The script as a WAV file.

    Raises:
        AudioUnavailableError: espeak-ng is not installed, or it failed.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise AudioUnavailableError(
            "không có tệp âm thanh: máy chưa cài espeak-ng (gói Debian 'espeak-ng');"
            " kịch bản vẫn dùng được"
        )
    try:
        speed = str(round(pace * _SPEED))
        done = subprocess.run(  # noqa: S603 - the program found above, the text on stdin
            [program, "-v", "vi", "-s", speed, "-g", "4", "--stdin", "--stdout"],
            input=script.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise AudioUnavailableError(f"không có tệp âm thanh: {PROGRAM}: {error}") from None
    return done.stdout
