"""The loudspeaker bulletin: 60 to 120 seconds to read out, as script, DOCX and draft audio."""

import re

from bot.messages.brief import Brief, KeyFact, Label, Origin
from bot.messages.briefing.clauses import as_sentences, clauses, lower_first, upper_first
from bot.messages.briefing.phrases import phrase, you
from bot.messages.facts import Required, Voice
from bot.messages.speaking import speak, syllables
from bot.messages.voices.audio import AudioUnavailableError, speak_to_wave
from bot.messages.voices.base import ChannelName, File, Options, Rendered, text_file
from bot.messages.voices.composing import spoken_lead
from bot.messages.voices.script import script_docx
from bot.messages.voices.splitting import short_sentences

SHORTEST, LONGEST = 60, 120
SENTENCE_SYLLABLES = 25
SENTENCE_PAUSE, PARAGRAPH_PAUSE = 0.5, 1.0
_TOLD = (
    Label.DATE, Label.PLACE, Label.DEADLINE, Label.WHERE, Label.FEE, Label.TIME_LIMIT,
    Label.CONTACT, Label.ISSUER, Label.PERIOD, Label.WHO, Label.ONLINE, Label.RESULT,
)  # fmt: skip
_MUST = (Label.DATE, Label.PLACE, Label.DEADLINE, Label.WHERE, Label.FEE, Label.TIME_LIMIT,
         Label.CONTACT)  # fmt: skip
# Told again at the end: what one must not get wrong.
_REPEATED = (Label.DATE, Label.PLACE, Label.DEADLINE, Label.WHERE)
_ORDINALS = ("Một là", "Hai là", "Ba là", "Bốn là", "Năm là", "Sáu là", "Bảy là", "Tám là")
# Longer than 'nếu có', and not at the end.
_ASIDE = re.compile(r"\s*\(([^()]{12,})\)\s+(?=[^\W_])")

Paragraph = list[str]


def render_loudspeaker(brief: Brief, options: Options) -> Rendered:
    """The script that fits the time, with priority and validity for the station."""
    paragraphs = _fitting(brief, options.pace)
    script = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    seconds = duration(paragraphs, options.pace)
    longest = max(syllables(one) for paragraph in paragraphs for one in paragraph)
    about = _about(brief, seconds, options.pace)
    files = [
        text_file(f"{about}\n\n{script}"),
        File(".docx", script_docx(brief.title, about, script)),
    ]
    remarks: tuple[str, ...] = ()
    if options.audio:
        try:
            files.append(File("-nhap.wav", speak_to_wave(script, options.pace)))
        except AudioUnavailableError as error:
            remarks = (str(error),)
    problems = []
    if not SHORTEST <= seconds <= LONGEST:
        problems.append(f"đọc mất {seconds:.0f} giây, cần từ {SHORTEST} đến {LONGEST} giây")
    if longest > SENTENCE_SYLLABLES:
        problems.append(f"có câu dài {longest} tiếng, quá {SENTENCE_SYLLABLES}")
    return Rendered(
        channel=ChannelName.LOUDSPEAKER,
        text=script,
        files=tuple(files),
        required=[_aloud(one) for one in brief.required(*_MUST)],
        voice=Voice.SPOKEN,
        figures={"giây": round(seconds), "tiếng": _count(paragraphs), "câu dài nhất": longest},
        remarks=remarks,
        problems=tuple(problems),
    )


def _aloud(required: Required) -> Required:
    """What must be heard: figures are read back, mere words are looked for as they are said."""
    if any(letter.isdigit() for letter in required.text):
        return required
    return Required(required.label, speak(required.text))


def duration(paragraphs: list[Paragraph], pace: int) -> float:
    """Seconds to read ``paragraphs`` aloud at ``pace`` syllables a minute, pauses included."""
    sentences = sum(len(paragraph) for paragraph in paragraphs)
    spoken = _count(paragraphs) / pace * 60
    return spoken + sentences * SENTENCE_PAUSE + len(paragraphs) * PARAGRAPH_PAUSE


def _count(paragraphs: list[Paragraph]) -> int:
    return sum(syllables(sentence) for paragraph in paragraphs for sentence in paragraph)


def _fitting(brief: Brief, pace: int) -> list[Paragraph]:
    """What must be said, then what there is time for; read twice when it is short."""
    must = _facts(brief, _MUST)
    opening, closing = _opening(brief), _closing(brief)
    if duration([*opening, must, closing], pace) > LONGEST:
        closing = _said(phrase("air_thanks", you=you(brief.audience)))
    chosen: list[Paragraph] = [must] if must else []
    body: list[Paragraph] = _body(brief)
    kept: list[Paragraph] = []
    for paragraph in body:
        room: Paragraph = []
        for sentence in paragraph:
            trial = [*opening, *kept, [*room, sentence], *chosen, closing]
            if duration(trial, pace) > LONGEST:
                break
            room.append(sentence)
        if len(room) == len(paragraph) or _may_be_cut(room):
            kept += [room] if room else []
        if len(room) < len(paragraph):
            break
    whole = [*opening, *kept, *chosen, closing]
    extra = _facts(brief, tuple(label for label in _TOLD if label not in _MUST))
    for sentence in extra:
        trial = [*opening, *kept, *chosen, [sentence], closing]
        if duration(trial, pace) <= LONGEST:
            chosen = [*chosen, [sentence]]
            whole = trial
    again = [*kept, *chosen]
    while duration(whole, pace) < SHORTEST:
        repeated = [[*_said(phrase("air_again")), *again[0]], *again[1:]] if again else []
        longer = [*whole[:-1], *(repeated or opening), closing]
        if duration(longer, pace) > LONGEST:
            longer = [*whole[:-1], *_until(repeated, whole, closing, pace), closing]
        if len(longer) == len(whole):
            break
        whole = longer
    return whole


def _aside_last(lead: str) -> str:
    """What stands in brackets within one long sentence, told after it: cut there, both halves limp.

    'Ghi nhận nơi ở (trước đây gọi là nhập hộ khẩu) vào cơ sở dữ liệu' has an aside of this kind.
    """
    aside = _ASIDE.search(lead)
    if aside is None or ". " in lead or syllables(speak(lead)) <= SENTENCE_SYLLABLES:
        return lead
    rest = f"{lead[: aside.start()]} {lead[aside.end() :]}".rstrip(".")
    return f"{rest}. {upper_first(aside[1])}."


def _until(
    repeated: list[Paragraph], whole: list[Paragraph], closing: Paragraph, pace: int
) -> list[Paragraph]:
    """As many sentences of the second reading as there is time for."""
    kept: list[Paragraph] = []
    for paragraph in repeated:
        room: Paragraph = []
        for sentence in paragraph:
            if duration([*whole[:-1], *kept, [*room, sentence], closing], pace) > LONGEST:
                return [*kept, room] if room else kept
            room.append(sentence)
        kept.append(room)
    return kept


def _may_be_cut(room: Paragraph) -> bool:
    # A heading alone announces nothing.
    return len(room) > 1


def _opening(brief: Brief) -> list[Paragraph]:
    greeting = _said(phrase(f"greeting_{brief.audience}"))
    station = _said(phrase("air_station", unit=brief.unit)) if brief.unit else []
    title = brief.spoken_title
    if brief.origin is Origin.PROCEDURE:
        said = phrase("air_procedure", title=lower_first(title))
        lead = _aside_last(spoken_lead(brief))
    elif brief.origin is Origin.NOTICE:
        said, lead = phrase("air_notice", title=lower_first(title)), as_sentences(brief.lead)
    else:
        said = phrase(
            "air_plan_question" if brief.origin is Origin.PLAN else "air_faq", title=title
        )
        return [[*greeting, *station, *_said(said)]]
    return [[*greeting, *station, *_said(said), *_said(lead)]]


def _body(brief: Brief) -> list[Paragraph]:
    """Papers, then steps; an answer's own sentences go before both."""
    you_said = upper_first(you(brief.audience))
    found: list[Paragraph] = []
    if brief.origin in (Origin.FAQ, Origin.PLAN):
        found.append([*_said(phrase("air_faq_answer")), *_said(as_sentences(brief.lead))])
    for name, opening in (
        ("body", ""),
        ("papers", phrase("air_papers", You=you_said)),
        ("bring", phrase("air_bring", You=you_said)),
        ("steps", phrase("air_steps")),
    ):
        lines = brief.part(name)
        if not lines:
            continue
        paragraph = _said(opening) if opening else []
        numbered = bool(opening) and 1 < len(lines) <= len(_ORDINALS)
        for number, line in enumerate(lines):
            said = as_sentences(line)
            if numbered:
                said = f"{_ORDINALS[number]}, {lower_first(said)}"
            paragraph += _said(said)
        if name == "papers" and brief.part("cases"):
            paragraph += _said(phrase("air_more_papers"))
        found.append(paragraph)
    return found


def _facts(brief: Brief, labels: tuple[Label, ...]) -> Paragraph:
    found: Paragraph = []
    for label in labels:
        fact = brief.fact(label)
        if fact is not None:
            found += _said(_fact_sentence(fact))
    return found


def _fact_sentence(fact: KeyFact) -> str:
    first, *rest = as_sentences(fact.short).split(". ")
    said = phrase(f"air_{fact.label}", text=lower_first(first).rstrip("."))
    return " ".join([said, *(sentence.rstrip(".") + "." for sentence in rest)])


def _closing(brief: Brief) -> Paragraph:
    found: Paragraph = []
    repeated = _facts(brief, _REPEATED)
    if repeated:
        key = upper_first(brief.spoken_title.rstrip("?."))
        found += [*_said(phrase("air_repeat")), *_said(f"{key}."), *repeated]
    elif brief.origin in (Origin.FAQ, Origin.PLAN):
        first = (clauses(brief.lead) or [brief.lead])[0]
        found += [*_said(phrase("air_repeat")), *_said(f"{first}.")]
    said_you = you(brief.audience)
    if brief.origin in (Origin.PROCEDURE, Origin.FAQ):
        found += _said(phrase("air_help", you=said_you))
    return [*found, *_said(phrase("air_thanks", you=said_you))]


def _said(text: str) -> Paragraph:
    return short_sentences(speak(text), SENTENCE_SYLLABLES)


def _about(brief: Brief, seconds: float, pace: int) -> str:
    """What the station needs to know; not read aloud."""
    valid_from = f"{brief.valid_from:%d/%m/%Y}" if brief.valid_from else "khi duyệt"
    valid_to = f"{brief.valid_to:%d/%m/%Y}" if brief.valid_to else "khi có thay đổi"
    return "\n".join(
        (
            f"[Bản tin truyền thanh: {brief.title}]",
            f"[Mức ưu tiên: {brief.priority} | Phát từ: {valid_from} | Đến: {valid_to}]",
            f"[Thời lượng: khoảng {seconds:.0f} giây, tốc độ {pace} tiếng mỗi phút]",
            "[Người duyệt: ……………………]",
        )
    )
