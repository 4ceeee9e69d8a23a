// Reads a compose file as docker compose does and prints the project it means as JSON.
//
// parse-compose COMPOSE_FILE ENV_FILE: values come from ENV_FILE only, never from this process's environment.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: parse-compose COMPOSE_FILE ENV_FILE")
	}
	options, err := cli.NewProjectOptions(
		[]string{args[0]},
		cli.WithWorkingDirectory(filepath.Dir(args[0])),
		cli.WithEnvFiles(args[1]),
		cli.WithDotEnv,
		cli.WithResolvedPaths(true),
	)
	if err != nil {
		return err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return err
	}
	text, err := project.MarshalJSON()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(text)
	return err
}
