// Serves a page that Node.js builds, from inside the binary.
package main

import (
	"context"
	"embed"
	"io/fs"
	"net/http"
	"os/signal"
	"syscall"
	"time"
)

//go:embed all:web/dist
var page embed.FS

func main() {
	files, err := fs.Sub(page, "web/dist")
	if err != nil {
		panic(err)
	}
	http.HandleFunc("/healthz", func(answer http.ResponseWriter, _ *http.Request) {
		answer.WriteHeader(http.StatusOK)
	})
	http.Handle("/", http.FileServerFS(files))
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: 5 * time.Second}
	stop, done := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer done()
	go func() {
		<-stop.Done()
		server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		panic(err)
	}
}
