from lineage_rdf.claims import Trust
from lineage_rdf.sources.reader import InputFile, Reader, Reading


def recognises(file: InputFile) -> bool:
    return file.text.splitlines()[1000] == "tide"


def read(reading: Reading) -> None:
    pass


READER = Reader("tide-log", "log of a Tide run", recognises, read, Trust.MACHINE_STATE, names=("tide.log",))
