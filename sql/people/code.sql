-- people: sealed personal data.
\ir views/people.sql
\ir store_person.sql
\ir read_person.sql
\ir find_person.sql
\ir shred_person.sql
\ir list_people.sql
\ir rewrap_person.sql
