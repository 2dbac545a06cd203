-- Which sequences of the stream of feeds were read (feed_gap.h): one range, but for what is missing.  One row, in place of
-- how far was read.
CREATE TABLE feed_seen (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    seen int8multirange NOT NULL
);
INSERT INTO feed_seen (seen) SELECT int8multirange(int8range(1, sequence, '[]')) FROM feed_place WHERE sequence > 0;
DROP TABLE feed_place;
