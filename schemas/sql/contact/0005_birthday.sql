-- Dates of any age.  One without its year is of year 0, which PostgreSQL calls 1 BC, and which is a leap year.
ALTER TABLE contacts ADD CONSTRAINT contacts_birthday CHECK (birthday BETWEEN '0001-01-01 BC' AND '9999-12-31') NOT VALID;
ALTER TABLE contacts VALIDATE CONSTRAINT contacts_birthday;
