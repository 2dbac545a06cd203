-- The runtime has the position of every consumer.  Reading begins anew: what is known already changes nothing.
DROP TABLE access_position;
