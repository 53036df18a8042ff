"""The tagger: a pretrained encoder over characters, fine-tuned (engine jianbao)."""
