// Says what a Kubernetes API server would say to whoever created the objects on standard input, a stream of YAML documents:
// by the server's own code, strict about unknown fields. Pods are held to the restricted standard for pod security. Objects of
// the Gateway API and of the Prometheus operator are read strictly into those APIs' own types. Prints a sentence for each thing
// refused or warned of, and ends with 1 if there is any.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/util/yaml"
	sigs "sigs.k8s.io/yaml"
)

func main() {
	said, err := judgeAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, sentence := range said {
		fmt.Println(sentence)
	}
	if len(said) > 0 {
		os.Exit(1)
	}
}

func judgeAll(stream io.Reader) ([]string, error) {
	var said []string
	documents := yaml.NewYAMLReader(bufio.NewReader(stream))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return said, nil
		}
		if err != nil {
			return nil, err
		}
		object, err := sigs.YAMLToJSONStrict(document)
		if err != nil {
			said = append(said, err.Error())
			continue
		}
		if !bytes.Equal(bytes.TrimSpace(object), []byte("null")) {
			said = append(said, judge(object)...)
		}
	}
}
