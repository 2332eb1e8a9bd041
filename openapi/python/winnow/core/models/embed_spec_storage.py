from typing import Literal

EmbedSpecStorage = Literal['float16', 'float32']

EMBED_SPEC_STORAGE_VALUES: set[EmbedSpecStorage] = { 'float16', 'float32',  }

def check_embed_spec_storage(value: str) -> EmbedSpecStorage:
    if value in EMBED_SPEC_STORAGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EMBED_SPEC_STORAGE_VALUES!r}")
