from lineage_rdf.claims import Trust
from lineage_rdf.sources.reader import InputFile, Reader, Reading


def recognises(file: InputFile) -> bool:
    return file.name == "tide.log"


def read(reading: Reading) -> None:
    reading.claim("favourite-colour", "blue", locator="line 1", rule="colour")


READER = Reader("tide-log", "log of a Tide run", recognises, read, Trust.MACHINE_STATE, names=("tide.log",))
