// What Argo CD and what kstatus (Flux, kpt, Helm 4) make of InferenceGateways, each by its own code. For every gateway a line:
// name, Argo CD's verdict and words, kstatus' verdict and words.
//
//	verdicts ARGOCD-CM.yaml < OBJECTS           of objects as kubectl -o yaml or json prints them
//	verdicts ARGOCD-CM.yaml health_test.yaml    of the cases of Argo CD's own test format; fails on another verdict
//
// Argo CD reads its health check from the ConfigMap of the first argument, the way its controller does.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/argoproj/gitops-engine/pkg/health"
	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/fake"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	if len(args) < 1 || len(args) > 2 {
		return errors.New("usage: verdicts ARGOCD-CM.yaml [health_test.yaml]")
	}
	overrides, err := overrides(args[0])
	if err != nil {
		return err
	}
	if len(args) == 2 {
		return cases(args[1], overrides, out)
	}
	return objects(in, func(object *unstructured.Unstructured) error {
		_, err := judge(object, overrides, out)
		return err
	})
}

// Calls a function for every object of a stream of YAML or JSON documents, and for every item of a list.
func objects(in io.Reader, each func(*unstructured.Unstructured) error) error {
	decoder := yaml.NewYAMLOrJSONDecoder(in, 4096)
	for {
		object := &unstructured.Unstructured{}
		err := decoder.Decode(object)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case object.IsList():
			err = object.EachListItem(func(item runtime.Object) error { return each(item.(*unstructured.Unstructured)) })
		default:
			err = each(object)
		}
		if err != nil {
			return err
		}
	}
}

func cases(path string, overrides lua.ResourceHealthOverrides, out io.Writer) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var file struct {
		Tests []struct {
			InputPath    string              `json:"inputPath"`
			HealthStatus health.HealthStatus `json:"healthStatus"`
		} `json:"tests"`
	}
	if err := yaml.UnmarshalStrict(text, &file); err != nil {
		return err
	}
	for _, test := range file.Tests {
		in, err := os.Open(filepath.Join(filepath.Dir(path), test.InputPath))
		if err != nil {
			return err
		}
		err = objects(in, func(object *unstructured.Unstructured) error {
			got, err := judge(object, overrides, out)
			if err == nil && (got.Status != test.HealthStatus.Status || got.Message != test.HealthStatus.Message) {
				return fmt.Errorf("%s: Argo CD says %s, %q instead of %s, %q", test.InputPath, got.Status, got.Message,
					test.HealthStatus.Status, test.HealthStatus.Message)
			}
			return err
		})
		if err := errors.Join(err, in.Close()); err != nil {
			return err
		}
	}
	return nil
}

// The health checks that Argo CD's controller reads from its ConfigMap.
func overrides(path string) (lua.ResourceHealthOverrides, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	config := &corev1.ConfigMap{}
	if err := yaml.Unmarshal(text, config); err != nil {
		return nil, err
	}
	secret := &corev1.Secret{}
	secret.Name, secret.Namespace = "argocd-secret", config.Namespace
	secret.Labels = config.Labels
	return settings.NewSettingsManager(context.Background(), fake.NewClientset(config, secret), config.Namespace).
		GetResourceOverrides()
}

func judge(object *unstructured.Unstructured, overrides lua.ResourceHealthOverrides, out io.Writer) (*health.HealthStatus, error) {
	argo, err := health.GetResourceHealth(object, overrides)
	if err != nil {
		return nil, fmt.Errorf("%s: Argo CD: %w", object.GetName(), err)
	}
	if argo == nil {
		return nil, fmt.Errorf("%s: the ConfigMap has no health check for %s", object.GetName(), object.GroupVersionKind().GroupKind())
	}
	kstatus, err := status.Compute(object)
	if err != nil {
		return nil, fmt.Errorf("%s: kstatus: %w", object.GetName(), err)
	}
	_, err = fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", object.GetName(), argo.Status, oneLine(argo.Message), kstatus.Status, oneLine(kstatus.Message))
	return argo, err
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
