"""The bundled 4-bit model as a normal sentence-transformers folder (BertModel, float32, 470 MB).

Needed to train, and for whoever wants to load the model with other tools. Made at set-up in the
data folder, never committed.
"""

import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from knowledge.training.nano_format import NanoModel, Vocabulary

MAX_TOKENS = 512
# The characters of SentencePiece's nmt_nfkc map that are dropped or become a space; all others of
# the file's map are NFKC.
_DROPPED = "[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"
_SPACES = "[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


_SPECIAL = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "mask_token": "<mask>",
}


def bert_of(model: NanoModel) -> BertModel:
    """The network of ``model`` with float32 weights; its pooling layer, never used, is zero."""
    shape = model.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.kinds,
        layer_norm_eps=shape.epsilon,
        pad_token_id=model.vocabulary().pad,
    )
    bert = BertModel(config)
    bert.load_state_dict(_state(model))
    bert.train(False)
    return bert


def tokenizer_of(words: Vocabulary) -> Tokenizer:
    """The XLM-R tokenizer of ``words``; unlike the engine it also composes NFD input."""
    pieces = [
        (piece.decode("utf-8"), float(score))
        for piece, score in zip(words.pieces, words.scores, strict=True)
    ]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=words.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", words.bos), ("</s>", words.eos)],
    )
    return tokenizer


def write_folder(model: NanoModel, folder: Path) -> None:
    """Write ``model`` as a sentence-transformers folder: mean pooling, unit vectors (6 s)."""
    folder.mkdir(parents=True, exist_ok=True)
    bert_of(model).save_pretrained(folder)
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer_of(model.vocabulary()),
        model_max_length=MAX_TOKENS,
        **_SPECIAL,
    )
    tokenizer.save_pretrained(folder)
    modules = (
        ("", "models.Transformer"),
        ("1_Pooling", "models.Pooling"),
        ("2_Normalize", "models.Normalize"),
    )
    listed = [
        {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.{kind}"}
        for at, (path, kind) in enumerate(modules)
    ]
    _write(folder / "modules.json", listed)
    _write(
        folder / "sentence_bert_config.json",
        {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
    )
    _write(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": model.shape.hidden, "pooling_mode_mean_tokens": True},
    )
    (folder / "2_Normalize").mkdir(exist_ok=True)


def _state(model: NanoModel) -> dict[str, torch.Tensor]:
    hidden, inner = model.shape.hidden, model.shape.inner
    tensors = model.tensors

    def floats(name: str) -> torch.Tensor:
        return torch.from_numpy(tensors[name].floats.copy())

    state = {
        "embeddings.word_embeddings.weight": torch.from_numpy(tensors["emb.word"].matrix(hidden)),
        "embeddings.position_embeddings.weight": floats("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": floats("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": floats("emb.ln.b"),
    }
    state["pooler.dense.weight"] = torch.zeros(hidden, hidden)
    state["pooler.dense.bias"] = torch.zeros(hidden)
    for layer in range(model.shape.layers):
        for short, long in _LAYER.items():
            name = f"encoder.layer.{layer}.{long}"
            if short.endswith("ln"):
                state[f"{name}.weight"] = floats(f"l{layer}.{short}.w")
            else:
                inputs = inner if short == "fo" else hidden
                matrix = tensors[f"l{layer}.{short}.w"].matrix(inputs)
                state[f"{name}.weight"] = torch.from_numpy(matrix)
            state[f"{name}.bias"] = floats(f"l{layer}.{short}.b")
    return state


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
