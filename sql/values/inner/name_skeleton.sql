-- What a name looks like: texts that a reader takes for one another have one skeleton.
-- Its body is read when it is made, so no setting of a session changes what the escapes mean.
CREATE OR REPLACE FUNCTION ledger_private.name_skeleton(p_name text)
RETURNS text
LANGUAGE sql
IMMUTABLE
RETURN replace(replace(replace(
    translate(
        -- Marks above and below letters and blanks go; forms of a letter become the letter.
        lower(regexp_replace(
            normalize(translate(
                p_name,
                E'\u02dc\u1fc0\u03f2\u03f9\u0126\u0127\u02f7\u1361\u205d\u23d0\u2982\ua4fc'
                '\ua4d0\ua4d1\ua4d3\ua4d4\ua4d6\ua4d7\ua4d9\ua4da\ua4dc\ua4dd\ua4df\ua4e0'
                '\ua4e1\ua4e2\ua4e3\ua4e6\ua4e7\ua4ea\ua4eb\ua4ec\ua4ee\ua4f0\ua4f2\ua4f3'
                '\ua4f4\U00010309\U00010404\U0001042c\U00016f28',
                '~~cchh~::l::bpdtgkjczfmnlsrvhwxyaeloulool'
            ), NFKD) COLLATE "C",
            E'[\\s\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u1ab0-\\u1aff'
            '\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]', '', 'g'
        )),
        -- Letters of other alphabets, and signs, that look like what stands below.
        E'\u0430\u0410\u03b1\u0391\u0251\u1d00\u13aa\u044c\u042c\u0432\u0412\u03b2\u0392\u0299'
        '\u13f4\u0441\u0421\u1d04\u13df\u2ca5\u2ca4\u0501\u0500\u1d05\u0111\u0257'
        '\u13a0\u0435\u0415\u03b5\u0395\u04bd\u0454\u1d07\u13ac\u03dd\u03dc\ua730\u0261\u050d'
        '\u050c\u0262\u0581\u04bb\u04ba\u043d\u041d\u0397\u0570\u029c\u13bb\u2c8e\u0458\u0408'
        '\u03f3\u1d0a\u043a\u041a\u03ba\u039a\u1d0b\u0138\u13e6\u2c94\u0456\u0406\u03b9\u0399'
        '\u04cf\u04c0\u0131\u0269\u01c0\u029f\u026a\u0142\u0141\u05d5\u05df\u05c0\u0627\u2223'
        '\u13de\u2c92\u043c\u041c\u039c\u1d0d\u13b7\u2c98\u043f\u03b7\u039d\u0578\u057c\u0274'
        '\u2c9a\u043e\u041e\u03bf\u039f\u03c3\u0585\u0555\u00f8\u00d8\u0275\u04e9\u1d0f\u0473'
        '\u0472\u07c0\u0966\u0e50\u3007\u05e1\u2c9f\u2c9e\u0440\u0420\u03c1\u03a1\u1d18\u13e2'
        '\u2ca3\u2ca2\u051b\u051a\u0566\u0563\u0433\u0413\u1d26\u0280\u027e\uab47\uab48\u2c85'
        '\u2c84\u13a1\u0455\u0405\ua731\u01bd\u054f\u13da\u0442\u0422\u03c4\u03a4\u1d1b\u13a2'
        '\u2ca6\u03c5\u057d\u054d\u028b\u1d1c\u03bc\u0475\u0474\u03bd\u1d20\u05d8\u13d9\u051d'
        '\u051c\u0461\u0460\u03c9\u0448\u0428\u0561\u026f\u1d21\u13b3\u13d4\u0445\u0425\u03c7'
        '\u03a7\u00d7\u2cad\u2cac\u0443\u0423\u03b3\u04af\u04ae\u03a5\u028f\u2ca8\u1d22\u0396'
        '\u13c3\u02d0\u02f8\u0589\u05c3\u0703\u0704\u16ec\u1803\u1809\u205a\u2236\ua4fd\ua789'
        '\u0903\u0a83\u223c\u2053\u301c\u223di1|0',
        'aaaaaaabbbbbbbbccccccddddddeeeeeeeefffggggghhhhhhhhhjjjjkkkkkkkkllllllllllllllllll'
        'llmmmmmmnnnnnnnoooooooooooooooooooooppppppppqqqqrrrrrrrrrrsssssstttttttuuuuuuvvvvvvw'
        'wwwwwwwwwwwxxxxxxxyyyyyyyyzzz:::::::::::::::~~~~lllo'
    ),
    'vv', 'w'), 'rn', 'm'), 'cl', 'd');

COMMENT ON FUNCTION ledger_private.name_skeleton(text) IS
'Names that look alike have the same skeleton: it is without case, accents and blanks, in compatibility form, with letters of other alphabets in place of which the Latin ones stand. It is for comparing only.';
