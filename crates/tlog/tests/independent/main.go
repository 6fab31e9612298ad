// A second reading of a log, in another language and with the code of the people who invented tiled logs
// (golang.org/x/mod/sumdb): it opens the checkpoint, rebuilds every tile and the root from the entry bundles, proves each
// leaf and each earlier size, and checks the cosignature by hand. It shares nothing with the Rust crate but the folder.
//
//	main FOLDER LOG-VKEY [WITNESS-VKEY]
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) < 3 {
		fail("usage: main FOLDER LOG-VKEY [WITNESS-VKEY]")
	}
	folder, vkey := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(vkey)
	check(err)
	raw, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err)
	opened, err := note.Open(raw, note.VerifierList(verifier))
	check(err)

	// Three lines: origin, size, root (C2SP tlog-checkpoint).
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		fail("the checkpoint is not origin, size, root: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)

	entries := readEntries(folder, size)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	heads := []tlog.Hash{}
	for number, entry := range entries {
		head, err := tlog.TreeHash(int64(number), reader)
		check(err)
		heads = append(heads, head)
		hashes, err := tlog.StoredHashes(int64(number), entry, reader)
		check(err)
		stored = append(stored, hashes...)
	}
	rebuilt, err := tlog.TreeHash(size, reader)
	check(err)
	if size == 0 {
		rebuilt = sha256.Sum256(nil) // RFC 6962, 2.1; older versions of the library have zeroes here
	}
	if rebuilt != root {
		fail("the entries give the root %v, the checkpoint says %v", rebuilt, root)
	}

	// Every tile of this size, byte by byte.
	tiles := 0
	for _, tile := range tlog.NewTiles(8, 0, size) {
		if hashes := size >> uint(8*tile.L); tile.W < 256 && int64(tile.W) != hashes%256 {
			continue // older versions of the library name the partial tiles of all sizes on the way, too
		}
		want, err := tlog.ReadTileData(tile, reader)
		check(err)
		got, err := os.ReadFile(filepath.Join(folder, c2spPath(tile)))
		check(err)
		if !bytes.Equal(want, got) {
			fail("%s is another tile", c2spPath(tile))
		}
		tiles++
	}

	// Each leaf is in it, and each earlier size leads to it, read through the tiles on disk.
	onDisk := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, diskTiles(folder))
	step := size/200 + 1
	for number := int64(0); number < size; number++ {
		from := reader
		if number%step == 0 {
			from = onDisk.ReadHashes
		}
		proof, err := tlog.ProveRecord(size, number, from)
		check(err)
		check(tlog.CheckRecord(proof, size, root, number, tlog.RecordHash(entries[number])))
		if number > 0 {
			proof, err := tlog.ProveTree(size, number, from)
			check(err)
			check(tlog.CheckTree(proof, size, root, number, heads[number]))
		}
	}

	cosigned := "nobody"
	if len(os.Args) > 3 {
		cosigned = cosignature(string(raw), opened.Text, os.Args[3])
	}
	fmt.Printf("%d leaves, %d tiles, cosigned at %s\n", size, tiles, cosigned)
}

// readEntries reads bundles of entries behind big-endian lengths of two bytes (C2SP tlog-tiles).
func readEntries(folder string, size int64) [][]byte {
	var entries [][]byte
	for bundle := int64(0); int64(len(entries)) < size; bundle++ {
		path := "tile/entries/" + number(bundle)
		width := size - bundle*256
		if width < 256 {
			path += fmt.Sprintf(".p/%d", width)
		} else {
			width = 256
		}
		data, err := os.ReadFile(filepath.Join(folder, path))
		check(err)
		for read := int64(0); read < width; read++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				fail("%s ends inside an entry", path)
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			entries = append(entries, data[2:end])
			data = data[end:]
		}
		if len(data) != 0 {
			fail("%s has more entries than it should", path)
		}
	}
	return entries
}

// c2spPath is the path of a tile in tlog-tiles, where Go's own has the height and other names.
func c2spPath(tile tlog.Tile) string {
	path := fmt.Sprintf("tile/%d/%s", tile.L, number(tile.N))
	if tile.W < 256 {
		path += fmt.Sprintf(".p/%d", tile.W)
	}
	return path
}

func number(n int64) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	return path
}

type diskTiles string

func (folder diskTiles) Height() int { return 8 }

func (folder diskTiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (folder diskTiles) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range tiles {
		read, err := os.ReadFile(filepath.Join(string(folder), c2spPath(tile)))
		if err != nil {
			return nil, err
		}
		data = append(data, read)
	}
	return data, nil
}

// cosignature checks a cosignature/v1 as C2SP tlog-cosignature describes it, and says its time.
func cosignature(raw, text, vkey string) string {
	parts := strings.SplitN(vkey, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if len(key) != 33 || key[0] != 4 {
		fail("the witness's key is not of type 4")
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if fmt.Sprintf("%x", id[:4]) != parts[1] {
		fail("the witness's key has another number")
	}
	for _, line := range strings.Split(strings.TrimPrefix(raw, text+"\n"), "\n") {
		words := strings.Split(line, " ")
		if len(words) != 3 || words[0] != "—" || words[1] != parts[0] {
			continue
		}
		signature, err := base64.StdEncoding.DecodeString(words[2])
		check(err)
		if len(signature) != 4+8+64 || !bytes.Equal(signature[:4], id[:4]) {
			continue
		}
		time := binary.BigEndian.Uint64(signature[4:12])
		message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
		if !ed25519.Verify(key[1:], []byte(message), signature[12:]) {
			fail("the cosignature is wrong")
		}
		return strconv.FormatUint(time, 10)
	}
	fail("the witness has not cosigned")
	return ""
}

func check(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func fail(format string, values ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}
