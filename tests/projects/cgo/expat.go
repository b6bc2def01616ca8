//go:build expat

package main

/*
#cgo LDFLAGS: -lexpat
#include <expat.h>
*/
import "C"

// A library that few bases have.
func library() string {
	return C.GoString(C.XML_ExpatVersion())
}
