// Command logreader reads Cairn's public log as a stranger would: with golang.org/x/mod's note and tlog, the libraries
// of Go's own checksum database, and no code of Cairn's. It says what it found to hold, or fails with what does not.
//
//	logreader -log URL [-older FILE] [-proofs FILE]
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Proofs that the service gave.
type proofs struct {
	// Older and Newer are checkpoints that were served one after the other, and Consistency the proof that the second
	// continues the first.
	Older       string   `json:"older"`
	Newer       string   `json:"newer"`
	Consistency [][]byte `json:"consistency"`
	// Inclusions are proofs of single entries.
	Inclusions []inclusion `json:"inclusions"`
}

type inclusion struct {
	Index      int64    `json:"index"`
	Size       int64    `json:"size"`
	Hashes     [][]byte `json:"hashes"`
	Checkpoint string   `json:"checkpoint"`
	// Entry is what should stand there, 32 bytes.
	Entry []byte `json:"entry"`
}

func main() {
	base := flag.String("log", "", "the audit service's `URL`, without a path")
	older := flag.String("older", "", "`file` with a checkpoint kept from before, which the log must continue")
	proofs := flag.String("proofs", "", "`file` with proofs of the service in JSON, to be checked too")
	flag.Parse()
	if err := run(*base, *older, *proofs); err != nil {
		fmt.Fprintln(os.Stderr, "logreader:", err)
		os.Exit(1)
	}
}

func run(base, older, given string) error {
	log, err := open(base)
	if err != nil {
		return err
	}
	tree, err := log.checkpoint()
	if err != nil {
		return err
	}
	entries, err := log.readAll(tree)
	if err != nil {
		return err
	}
	fmt.Printf("%d entries give the signed root %s\n", len(entries), tree.Hash)
	if older != "" {
		kept, err := os.ReadFile(older)
		if err != nil {
			return err
		}
		if err := log.continues(tree, string(kept)); err != nil {
			return err
		}
	}
	if given != "" {
		return log.check(given)
	}
	return nil
}

// check checks proofs that the service gave.
func (l *log) check(file string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var p proofs
	if err := json.Unmarshal(content, &p); err != nil {
		return err
	}
	if err := l.consistent(p.Older, p.Newer, p.Consistency); err != nil {
		return err
	}
	for _, proof := range p.Inclusions {
		if err := l.included(proof); err != nil {
			return err
		}
	}
	fmt.Printf("%d inclusion proofs hold\n", len(p.Inclusions))
	return nil
}

// A log is read over HTTP and trusted as far as its signature goes.
type log struct {
	base     string
	verifier note.Verifier
}

func open(base string) (*log, error) {
	l := &log{base: base}
	key, err := l.get("/log/vkey")
	if err != nil {
		return nil, err
	}
	l.verifier, err = note.NewVerifier(strings.TrimSpace(string(key)))
	return l, err
}

func (l *log) get(path string) ([]byte, error) {
	response, err := http.Get(l.base + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, response.Status)
	}
	return body, err
}

func (l *log) checkpoint() (tlog.Tree, error) {
	text, err := l.get("/log/checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	return l.parse(string(text))
}

// A checkpoint is three lines under a signature: origin, size, root (C2SP tlog-checkpoint).
func (l *log) parse(text string) (tlog.Tree, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(l.verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("the checkpoint's signature: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != l.verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("no checkpoint of %s: %q", l.verifier.Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

const tileHeight = 8

// The paths of C2SP tlog-tiles are those of the checksum database without the height.
func path(t tlog.Tile) string {
	level := strconv.Itoa(t.L)
	if t.L < 0 {
		level = "entries"
	}
	rest := strings.SplitN(t.Path(), "/", 4)[3]
	return "/log/tile/" + level + "/" + rest
}

// Tiles are read for tlog, which checks each against the root.
type tiles struct{ log *log }

func (r tiles) Height() int { return tileHeight }

func (r tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var contents [][]byte
	for _, t := range wanted {
		content, err := r.log.get(path(t))
		if err != nil {
			return nil, err
		}
		contents = append(contents, content)
	}
	return contents, nil
}

func (r tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// readAll reads every entry and every hash, and computes the tree from the entries alone.
func (l *log) readAll(tree tlog.Tree) ([][]byte, error) {
	if tree.N == 0 {
		return nil, nil
	}
	var entries [][]byte
	for n := int64(0); n*256 < tree.N; n++ {
		width := int(min(256, tree.N-n*256))
		bundle, err := l.get(path(tlog.Tile{H: tileHeight, L: -1, N: n, W: width}))
		if err != nil {
			return nil, err
		}
		for len(bundle) > 0 {
			length := int(bundle[0])<<8 | int(bundle[1])
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	if int64(len(entries)) != tree.N {
		return nil, fmt.Errorf("%d entries for a tree of %d", len(entries), tree.N)
	}
	var stored []tlog.Hash
	storage := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	for i, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(i), entry, storage)
		if err != nil {
			return nil, err
		}
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(tree.N, storage)
	if err != nil {
		return nil, err
	}
	if root != tree.Hash {
		return nil, fmt.Errorf("the entries give root %s, signed is %s", root, tree.Hash)
	}
	return entries, l.compareTiles(tree, stored)
}

// compareTiles reads every tile there is and compares it with the hashes computed from the entries.
func (l *log) compareTiles(tree tlog.Tree, stored []tlog.Hash) error {
	for level := 0; tree.N>>(tileHeight*level) > 0; level++ {
		hashes := tree.N >> (tileHeight * level)
		for n := int64(0); n*256 < hashes; n++ {
			tile := tlog.Tile{H: tileHeight, L: level, N: n, W: int(min(256, hashes-n*256))}
			content, err := l.get(path(tile))
			if err != nil {
				return err
			}
			for i := 0; i < tile.W; i++ {
				want := stored[tlog.StoredHashIndex(level*tileHeight, n*256+int64(i))]
				if !bytes.Equal(content[i*32:(i+1)*32], want[:]) {
					return fmt.Errorf("%s: hash %d does not follow from the entries", path(tile), i)
				}
			}
		}
	}
	return nil
}

// continues proves, from the tiles, that the log served now begins with an older checkpoint's tree.
func (l *log) continues(tree tlog.Tree, older string) error {
	old, err := l.parse(older)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, tlog.TileHashReader(tree, tiles{l}))
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("from %d to %d: %w", old.N, tree.N, err)
	}
	fmt.Printf("size %d continues size %d\n", tree.N, old.N)
	return nil
}

// consistent checks the service's own proof between two checkpoints.
func (l *log) consistent(older, newer string, hashes [][]byte) error {
	from, err := l.parse(older)
	if err != nil {
		return err
	}
	to, err := l.parse(newer)
	if err != nil {
		return err
	}
	proof := make(tlog.TreeProof, len(hashes))
	for i, hash := range hashes {
		copy(proof[i][:], hash)
	}
	if err := tlog.CheckTree(proof, to.N, to.Hash, from.N, from.Hash); err != nil {
		return fmt.Errorf("the proof from %d to %d: %w", from.N, to.N, err)
	}
	fmt.Printf("the proof from %d to %d holds\n", from.N, to.N)
	return nil
}

func (l *log) included(p inclusion) error {
	tree, err := l.parse(p.Checkpoint)
	if err != nil {
		return err
	}
	if tree.N != p.Size {
		return fmt.Errorf("the proof is for size %d, its checkpoint for %d", p.Size, tree.N)
	}
	proof := make(tlog.RecordProof, len(p.Hashes))
	for i, hash := range p.Hashes {
		copy(proof[i][:], hash)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, p.Index, tlog.RecordHash(p.Entry)); err != nil {
		return fmt.Errorf("entry %d (%s): %w", p.Index, base64.StdEncoding.EncodeToString(p.Entry), err)
	}
	return nil
}
