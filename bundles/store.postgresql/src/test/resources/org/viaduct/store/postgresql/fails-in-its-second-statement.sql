ALTER TABLE viaduct_probe ADD COLUMN added integer NOT NULL DEFAULT 7;
ALTER TABLE viaduct_nothing ADD COLUMN added integer;
