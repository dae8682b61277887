"""The words of the shorthand: which ones name a kind of step, a method, a role, a unit or a setting.

Notations are those of the schemes of the ontology. Where several entries match, the longest match wins: the
order of a table does not matter.
"""

from __future__ import annotations

import re
from typing import Final


def _table(rows: dict[str, str], flags: int = re.IGNORECASE) -> dict[str, re.Pattern[str]]:
    """Return notation -> pattern that finds whole words; a hyphen ends a word, so `safety-DPO` holds DPO."""
    return {
        name: re.compile(rf"(?<![A-Za-z0-9])(?:{text})(?![A-Za-z0-9])", flags) for name, text in rows.items()
    }


OBJECTIVES: Final = _table(
    {
        "sft": r"SFT|supervised[- ]fine-?tun(?:ing|ed|e)|supervised[- ]finetun(?:ing|ed|e)",
        "instruction-tuning": r"instruct(?:ion)?[- ](?:fine-?)?tun(?:ing|ed|e)",
        "rejection-sampling": r"rejection[- ]sampling(?: fine-?tuning)?|best-of-n(?: fine-?tuning)?",
        "continued-pretraining": r"CPT"
        r"|(?:continued|continual|continuous|further|domain-adaptive)[- ]pre-?train(?:ing|ed)",
        "preference-optimisation": r"preference[- ](?:optimi[sz]ation|tuning|alignment)",
        "dpo": r"DPO|direct preference optimi[sz]ation",
        "online-dpo": r"online[- ]DPO|online direct preference optimi[sz]ation",
        "ipo": r"IPO",
        "apo-zero": r"APO[-_ ]?zero",
        "apo-down": r"APO[-_ ]?down",
        "kto": r"KTO",
        "bco": r"BCO",
        "cpo": r"CPO",
        "simpo": r"SimPO",
        "orpo": r"ORPO",
        "tpo": r"TPO",
        "nash-md": r"Nash-MD",
        "xpo": r"XPO",
        "reinforcement-learning": r"reinforcement (?:learning|fine-?tuning)|RFT|RL",
        "rlhf": r"RLHF(?:-PPO)?|(?:RL|reinforcement learning) from human feedback",
        "rlaif": r"RLAIF|(?:RL|reinforcement learning) from AI feedback",
        "rlvr": r"RLVR|(?:RL|reinforcement learning) (?:with|from) verifiable rewards",
        "ppo": r"PPO|proximal policy optimi[sz]ation",
        "rloo": r"RLOO",
        "grpo": r"GRPO|group relative policy optimi[sz]ation",
        "gmpo": r"GMPO",
        "dapo": r"DAPO",
        "gspo": r"GSPO",
        "gkd": r"GKD|on-policy distillation",
        "sdft": r"SDFT",
        "dreambooth": r"DreamBooth",
    }
)
# Objectives whose step has a class of its own.
REWARD: Final = _table(
    {
        "reward-modelling": r"reward[- ]model(?:l?ing)?(?: training)?|RM[- ]training",
        "prm": r"process[- ]reward[- ]model(?:l?ing)?(?: training)?|PRM",
    }
)
DISTILLING: Final = _table({"distillation": r"(?:knowledge )?distill(?:ation|ed|ing)|distil(?:ed|ing)?"})

PARAMETERIZATIONS: Final = _table(
    {
        "full": r"full(?=[- ](?:fine-?tun|SFT|DPO))|full[- ]parameter|FFT|all parameters",
        "lora": r"LoRAs?|low-rank adapt(?:ation|ers?)",
        "qlora": "QLoRA",
        "dora": r"DoRA",
        "rslora": r"rs-?LoRA",
        "adalora": r"AdaLoRA",
        "vera": r"VeRA",
        "loha": r"LoHa",
        "lokr": r"LoKr",
        "ia3": r"\(?IA\)?\^?3",
        "oft": r"OFT",
        "boft": r"BOFT",
        "prompt-tuning": r"(?<!soft )prompt[- ]tuning|soft prompt[- ]tuning",
        "p-tuning": r"P-tuning",
        "prefix-tuning": r"prefix[- ]tuning",
        "adapter-tuning": r"adapter[- ]tuning|bottleneck adapters?|Houlsby adapters?",
        "parameter-efficient": r"PEFT|parameter-efficient(?: fine-?tuning)?",
        "bias-only": r"BitFit",
        "frozen-subset": r"frozen layers|freeze[- ]tuning",
        "head-only": r"linear prob(?:e|ing)|head[- ]only",
    }
)
MERGE_METHODS: Final = _table(
    {
        "slerp": "SLERP",
        "ties": "TIES",
        "dare-ties": "DARE[-_ ]TIES",
        "dare-linear": "DARE[-_ ]linear",
        "task-arithmetic": "task[-_ ]arithmetic",
        "model-stock": "model[-_ ]stock",
        "passthrough": "passthrough|frankenmerge",
        "linear": "linear merge|model soup|weight averaging",
        "della": "DELLA",
        "breadcrumbs": "breadcrumbs",
        "karcher": "karcher",
    }
)
QUANTIZATION_METHODS: Final = _table(
    {
        "gptq": "GPTQ",
        "awq": "AWQ",
        "aqlm": "AQLM",
        "hqq": "HQQ",
        "gguf": r"GGUF(?: I?Q\d\w*)?",
        "bitsandbytes": "bitsandbytes|bnb|NF4",
        "fp8": "FP8",
        "mxfp4": "MXFP4",
        "nvfp4": "NVFP4",
        "compressed-tensors": "compressed[- ]tensors",
    }
)
# Class of step or activity -> the words for it. Those of fine-tuning stand in FINE_TUNING.
KINDS: Final = _table(
    {
        "Quantizing": r"quanti[sz](?:ation|ed|ing|e)(?: to)?",
        "AdapterFolding": r"(?:fold|merg)(?:ed|ing|e)? (?:the |in the )?(?:LoRA|adapters?)(?: weights)?"
        r"(?: into (?:the )?base(?: model)?)?",
        "Merging": r"merg(?:ed|ing|e)(?: with| of)?",
        "Converting": r"convert(?:ed|ing)?(?: to)?|conversion(?: to)?",
    }
)
NOT_FINE_TUNING: Final = _table(
    {
        "Prompting": r"(?:few|one|zero|many)-shot(?: prompting| prompts?| examples)?|prompt engineering"
        r"|prompting(?: with examples)?|in-context learning",
        "RetrievalAugmentation": r"RAG|retrieval[- ]augment(?:ed|ation)(?: generation)?",
        "PreTraining": r"(?<!continued )(?<!further )(?<!continual )pre-?train(?:ing|ed)"
        r"(?: (?:a|the) (?:new )?model)?"
        r"(?: from scratch)?|train(?:ed|ing)(?: (?:a|the) (?:new )?model)? from scratch",
    }
)
FINE_TUNING: Final = re.compile(
    r"(?<![A-Za-z0-9-])(?:(?:further |model )?fine[- ]?tun(?:ed|ing|e)|fine[- ]?tune(?=[- ])"
    r"|domain adaptation|model adaptation"
    r"|(?:further )?train(?:ed|ing) (?=on |with |using )|post-?train(?:ed|ing)"
    r"|align(?:ed|ing|ment)(?= on| with| using)"
    r"|tun(?:ed|ing)(?= on| with))(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# Wording that denies fine-tuning; the words in it must not be read as a step.
DENIED: Final = re.compile(
    r"\b(?:no|not|never|without|isn't|wasn't|non)[ -](?:been |a |any |further |being |declared )*"
    r"(?:fine[- ]?tun\w*|prompting|pre-?train\w*(?: from scratch)?|RAG|base\b)(?: history| model)?"
    r"|\bbase-only\b",
    re.IGNORECASE,
)
ROLES: Final = _table(
    {
        "instruction": r"instruct(?:ions?)?|demonstrations?|conversations?|dialog(?:ue)?s?|chats?",
        "preference": r"preferences?|comparisons?|human feedback|chosen/rejected",
        "prompts": r"prompts?",
        "labelled": r"labell?ed|annotated",
        "corpus": r"corpus|corpora|tokens|raw text",
        "replay": r"replay|rehearsal",
    }
)
PRIVATE: Final = re.compile(
    r"\b(?:private|company|internal|institutional|proprietary|in-house|confidential|corporate)\b",
    re.IGNORECASE,
)
PUBLIC: Final = re.compile(r"\b(?:public|publicly available|open-source|openly licen[sc]ed)\b", re.IGNORECASE)

# Purposes that say nothing about the purpose.
VAGUE_PURPOSE: Final = re.compile(
    r"(?:(?:our|my|your|their|this|a|the) (?:own )?|a specific |specific )?"
    r"(?:use[- ]cases?|needs|tasks?|purposes?|project|application|domain)",
    re.IGNORECASE,
)
GENERIC_MODEL: Final = re.compile(
    r"(?:the |a |an |our |this |that |its |any )*(?:(?:pre-?trained|open|larger?|small(?:er)?|new|language"
    r"|foundation|base"
    r"|custom|existing|LLM|open-?source|open-weight) ?)*"
    r"(?:base|models?|LLMs?|checkpoints?|versions?|weights|ones?"
    r"|assistant|it)?",
    re.IGNORECASE,
)
FAMILIES: Final = re.compile(
    r"(?<![A-Za-z])(?:code)?(?:llama|mistral|mixtral|ministral|qwen|qwq|gemma|phi|gpt|bert|roberta|deberta|t5|falcon|pythia"
    r"|bloomz?|opt|olmo|smollm|zephyr|tulu|deepseek|whisper|yi|granite|vicuna|stablelm|starcoder|internlm|baichuan|chatglm|glm"
    r"|mamba|clip|vit|sdxl|flux|stable diffusion|nemotron|kimi|claude|gemini|wav2vec2?|electra|bart"
    r"|exaone|apertus|teuken)(?![a-z])",
    re.IGNORECASE,
)
# Words that carry no fact of their own and need not be reported as unread.
_FILLING = """
    a about adapter adapters additional after again all also an and applied approach approximately are
    around as at base based be before both by chain checkpoint checkpoints data dataset datasets each
    final finally fine first followed for from further i in into is it its lastly lineage method model
    models more my next of on one or our over pass phase pipeline rank recipe result resulting roughly
    round rounds run same second set some stage stages starting step steps that the then third this three
    through to total train trained training tune tuned tuning two use used using version via was we
    weights were which with
"""
NOISE: Final = frozenset(_FILLING.split())
