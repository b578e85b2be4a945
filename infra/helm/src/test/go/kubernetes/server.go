package main

import (
	"context"
	"fmt"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	apps "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/apis/core/validation"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

// All that the server does with a new object of a kind; of the kinds without one here its validation, since the rest of their
// registries would bring the whole storage of a server along.
var strategies = map[string]rest.RESTCreateStrategy{
	"Deployment":              deployment.Strategy,
	"HorizontalPodAutoscaler": horizontalpodautoscaler.Strategy,
	"NetworkPolicy":           networkpolicy.Strategy,
	"PodDisruptionBudget":     poddisruptionbudget.Strategy,
}

var (
	own        = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)
	others     = serializer.NewCodecFactory(typesOfOthers(), serializer.EnableStrict)
	restricted = api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
)

func typesOfOthers() *runtime.Scheme {
	scheme := runtime.NewScheme()
	utilruntime.Must(gateway.Install(scheme))
	utilruntime.Must(monitoring.AddToScheme(scheme))
	return scheme
}

func judge(document []byte) []string {
	object, kind, err := own.UniversalDecoder().Decode(document, nil, nil)
	if runtime.IsNotRegisteredError(err) {
		_, _, err = others.UniversalDeserializer().Decode(document, nil, nil)
		return said(err)
	}
	if err != nil {
		return said(err)
	}
	metadata, err := meta.Accessor(object)
	if err != nil {
		return said(err)
	}
	about := kind.Kind + " " + metadata.GetName() + ": "
	metadata.SetNamespace("default")
	rest.FillObjectMetaSystemFields(metadata)
	var sentences []string
	for _, sentence := range append(create(*kind, object), podSecurity(document)...) {
		sentences = append(sentences, about+sentence)
	}
	return sentences
}

func create(kind schema.GroupVersionKind, object runtime.Object) []string {
	if strategy, known := strategies[kind.Kind]; known {
		ctx := request.WithRequestInfo(
			request.WithNamespace(context.Background(), "default"),
			&request.RequestInfo{IsResourceRequest: true, Verb: "create", APIGroup: kind.Group, APIVersion: kind.Version})
		refusal := said(rest.BeforeCreate(strategy, ctx, object))
		return append(refusal, strategy.WarningsOnCreate(ctx, object)...)
	}
	switch object := object.(type) {
	case *core.ConfigMap:
		return said(validation.ValidateConfigMap(object).ToAggregate())
	case *core.Service:
		return said(validation.ValidateServiceCreate(object).ToAggregate())
	case *core.ServiceAccount:
		return said(validation.ValidateServiceAccount(object).ToAggregate())
	case *batch.Job:
		// As the server does it, but with labels that are there already
		byHand := true
		object.Spec.ManualSelector = &byHand
		object.Spec.Selector = &metav1.LabelSelector{MatchLabels: object.Spec.Template.Labels}
		return said(batchvalidation.ValidateJobCreate(object, batchvalidation.JobValidationOptions{}).ToAggregate())
	default:
		return []string{"nothing here knows how a server takes one"}
	}
}

func podSecurity(document []byte) []string {
	object, _, err := own.UniversalDeserializer().Decode(document, nil, nil)
	if err != nil {
		return said(err)
	}
	var pod corev1.PodTemplateSpec
	switch object := object.(type) {
	case *apps.Deployment:
		pod = object.Spec.Template
	case *batchv1.Job:
		pod = object.Spec.Template
	default:
		return nil
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return said(err)
	}
	var sentences []string
	for _, result := range evaluator.EvaluatePod(restricted, &pod.ObjectMeta, &pod.Spec) {
		if !result.Allowed {
			sentences = append(sentences, fmt.Sprintf("%s: %s", result.ForbiddenReason, result.ForbiddenDetail))
		}
	}
	return sentences
}

func said(err error) []string {
	if err == nil {
		return nil
	}
	return []string{err.Error()}
}
