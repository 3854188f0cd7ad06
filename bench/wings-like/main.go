// SPDX-License-Identifier: GPL-3.0-or-later
// wings-like: a stand-in for the backup work of stock Wings, for side-by-side benchmarks.
//
//	wings-like create VOLUME ARCHIVE    tar + gzip level 1 with one 1 MiB block in flight, 4 KiB copies, then SHA-1 of the archive read again
//	wings-like restore ARCHIVE VOLUME   gunzip + untar, one file at a time, mtime set
//
// It keeps what costs time in Wings (single pipeline, second read) and leaves out the daemon around it.
package main

import (
	"archive/tar"
	"crypto/sha1"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/pgzip"
)

func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "wings-like:", err)
		os.Exit(1)
	}
}

func create(root, out string) {
	f := must(os.Create(out))
	gz := must(pgzip.NewWriterLevel(f, pgzip.BestSpeed))
	check(gz.SetConcurrency(1<<20, 1))
	tw := tar.NewWriter(gz)
	buf := make([]byte, 4096)
	check(filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info := must(d.Info())
		h := must(tar.FileInfoHeader(info, ""))
		h.Name = must(filepath.Rel(root, p))
		check(tw.WriteHeader(h))
		r := must(os.Open(p))
		defer r.Close()
		_, err = io.CopyBuffer(struct{ io.Writer }{tw}, struct{ io.Reader }{io.LimitReader(r, h.Size)}, buf)
		return err
	}))
	check(tw.Close())
	check(gz.Close())
	check(f.Close())
	f = must(os.Open(out))
	sum := sha1.New()
	must(io.CopyBuffer(struct{ io.Writer }{sum}, struct{ io.Reader }{f}, buf))
	fmt.Printf("%d bytes sha1:%x", must(f.Stat()).Size(), sum.Sum(nil))
}

func restore(in, root string) {
	gz := must(pgzip.NewReader(must(os.Open(in))))
	tr := tar.NewReader(gz)
	buf := make([]byte, 4096)
	for {
		h, err := tr.Next()
		if err == io.EOF {
			return
		}
		check(err)
		if h.Typeflag != tar.TypeReg || !filepath.IsLocal(h.Name) {
			continue
		}
		p := filepath.Join(root, h.Name)
		check(os.MkdirAll(filepath.Dir(p), 0o755))
		w := must(os.OpenFile(p, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, h.FileInfo().Mode()))
		must(io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{tr}, buf))
		check(w.Close())
		check(os.Chown(p, os.Getuid(), os.Getgid()))
		check(os.Chtimes(p, h.ModTime, h.ModTime))
	}
}

func main() {
	if len(os.Args) != 4 || (os.Args[1] != "create" && os.Args[1] != "restore") {
		fmt.Fprintln(os.Stderr, "usage: wings-like create VOLUME ARCHIVE | wings-like restore ARCHIVE VOLUME")
		os.Exit(2)
	}
	start := time.Now()
	map[string]func(string, string){"create": create, "restore": restore}[os.Args[1]](os.Args[2], os.Args[3])
	fmt.Printf(" %.3f s\n", time.Since(start).Seconds())
}
