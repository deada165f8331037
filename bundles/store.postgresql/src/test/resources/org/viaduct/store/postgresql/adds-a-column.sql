ALTER TABLE viaduct_probe ADD COLUMN added integer NOT NULL DEFAULT 7;
