//go:build !expat

package main

func library() string {
	return "no library"
}
