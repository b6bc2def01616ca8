// Reports what the settings of its Dockerfile have given to it. With the word job it does
// its work and ends.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func writes(folder string) bool {
	return os.WriteFile(folder+"/tried", []byte("here"), 0o600) == nil
}

func read(path string) any {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return strings.TrimSpace(string(text))
}

func report() map[string]any {
	wrote := []string{}
	for _, folder := range []string{"/cache", "/data", "/tmp"} {
		if writes(folder) {
			wrote = append(wrote, folder)
		}
	}
	return map[string]any{
		"uid": os.Getuid(), "wrote": wrote, "refused": !writes("/app"), "greeting": os.Getenv("GREETING"),
		"arguments": os.Args[1:], "beside": read("templates/page.txt"),
	}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "job" {
		fmt.Println("3 rows for", os.Getenv("GREETING"), strings.Join(os.Args[2:], " "))
		return
	}
	http.HandleFunc("/healthz", func(answer http.ResponseWriter, _ *http.Request) { fmt.Fprint(answer, "ok") })
	http.HandleFunc("/", func(answer http.ResponseWriter, _ *http.Request) { json.NewEncoder(answer).Encode(report()) })
	server := &http.Server{Addr: ":8080"}
	ended, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	go func() {
		<-ended.Done()
		server.Shutdown(context.Background())
	}()
	server.ListenAndServe()
}
