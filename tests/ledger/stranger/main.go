// Verifies receipts of shencha with Go's own sumdb: usage main KEY RECEIPT... ; then consistency of the first two.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/ioutil"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func hashes(lines []string) []tlog.Hash {
	var found []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			log.Fatal(err)
		}
		found = append(found, hash)
	}
	return found
}

// checkpoint opens the signed note and gives the log's size and root.
func checkpoint(signed []byte, verifier note.Verifier) (int64, tlog.Hash) {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		log.Fatal(err)
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	return size, hashes(lines[2:3])[0]
}

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var sizes []int64
	var roots []tlog.Hash
	for _, name := range os.Args[3:] {
		data, err := ioutil.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		parts := bytes.SplitN(data, []byte("\n\n"), 2)
		size, root := checkpoint(parts[1], verifier)
		lines := strings.Split(string(parts[0]), "\n")
		extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
		if err != nil {
			log.Fatal(err)
		}
		var carried struct{ Entry []byte }
		if err := json.Unmarshal(extra, &carried); err != nil {
			log.Fatal(err)
		}
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
		if err != nil {
			log.Fatal(err)
		}
		if err := tlog.CheckRecord(hashes(lines[3:]), size, root, index, tlog.RecordHash(carried.Entry)); err != nil {
			log.Fatal(err)
		}
		sizes, roots = append(sizes, size), append(roots, root)
	}
	var extension []string
	if proof, err := ioutil.ReadFile(os.Args[2]); err == nil && len(proof) > 0 {
		extension = strings.Fields(string(proof))
	}
	if err := tlog.CheckTree(hashes(extension), sizes[1], roots[1], sizes[0], roots[0]); err != nil {
		log.Fatal(err)
	}
	fmt.Println("ok", len(sizes))
}
