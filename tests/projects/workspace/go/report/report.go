// Package report says what a service sees from inside its image.
package report

import (
	"crypto/x509"
	"os"
	"time"

	"rsc.io/quote"
)

// Report is what there is.
func Report() map[string]any {
	pool, err := x509.SystemCertPool()
	_, zone := time.LoadLocation("Europe/Zurich")
	_, shell := os.Stat("/bin/sh")
	return map[string]any{
		"uid":   os.Getuid(),
		"shell": shell == nil,
		"tls":   err == nil && !pool.Equal(x509.NewCertPool()),
		"zone":  zone == nil,
		"quote": quote.Go(),
	}
}
