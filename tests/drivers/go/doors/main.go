// Asks what each line says through pgx, and says what became of it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

type request struct {
	Query  string
	Values []any
}

type answer struct {
	Rows   []json.RawMessage `json:"rows,omitempty"`
	Code   string            `json:"code,omitempty"`
	Detail *string           `json:"detail,omitempty"`
}

func ask(ctx context.Context, connection *pgx.Conn, asked request) answer {
	found, err := connection.Query(ctx, asked.Query, asked.Values...)
	var rows []string
	if err == nil {
		rows, err = pgx.CollectRows(found, pgx.RowTo[string])
	}
	var told answer
	var refused *pgconn.PgError
	switch {
	case errors.As(err, &refused):
		told.Code = refused.Code
		told.Detail = &refused.Detail
	case err != nil:
		log.Fatal(err)
	}
	for _, row := range rows {
		told.Rows = append(told.Rows, json.RawMessage(row))
	}
	return told
}

func main() {
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, "")
	if err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(ask(ctx, connection, asked)); err != nil {
			log.Fatal(err)
		}
	}
}
