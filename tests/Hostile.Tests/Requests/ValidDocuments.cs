using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Hostile.Tests.Requests;

/// <summary>Documents that the server accepts, which get further when a little of them is changed than documents that are nonsense throughout.</summary>
internal static class ValidDocuments
{
    private const string PodSpec = """
        {"containers":[{"name":"c","image":"registry.invalid/none:1","imagePullPolicy":"Never","command":["sleep","1"],"args":["a"],
          "env":[{"name":"A","value":"b"},{"name":"NODE","valueFrom":{"fieldRef":{"fieldPath":"spec.nodeName"}}}],
          "ports":[{"name":"http","containerPort":8080,"protocol":"TCP"}],
          "resources":{"requests":{"cpu":"10m","memory":"16Mi"},"limits":{"memory":"32Mi"}},
          "readinessProbe":{"httpGet":{"path":"/","port":8080},"periodSeconds":10},
          "lifecycle":{"preStop":{"exec":{"command":["true"]}}},
          "volumeMounts":[{"name":"v","mountPath":"/v"}],"securityContext":{"runAsUser":1000}}],
         "initContainers":[{"name":"i","image":"registry.invalid/none:1","imagePullPolicy":"Never"}],
         "volumes":[{"name":"v","emptyDir":{}},{"name":"m","configMap":{"name":"a","items":[{"key":"k","path":"p"}],"optional":true}}],
         "nodeSelector":{"none":"such"},"tolerations":[{"key":"k","operator":"Exists","effect":"NoSchedule"}],
         "restartPolicy":"Always","terminationGracePeriodSeconds":1,"securityContext":{"fsGroup":10}}
        """;

    private const string Rules = """[{"apiGroups":[""],"resources":["pods","pods/log"],"verbs":["get","list"],"resourceNames":["a"]}]""";

    private static readonly string Template = $$$"""{"metadata":{"labels":{"app":"a"}},"spec":{{{PodSpec}}}}""";

    /// <summary>What a kind's documents have beside their metadata.</summary>
    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["pods"] = $$$"""{"spec":{{{PodSpec}}}}""",
        ["deployments.apps"] = $$$"""
            {"spec":{"replicas":2,"selector":{"matchLabels":{"app":"a"}},"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":1}},"template":{{{Template}}}}}
            """,
        ["replicasets.apps"] = $$$"""
            {"spec":{"replicas":2,"selector":{"matchLabels":{"app":"a"},"matchExpressions":[{"key":"app","operator":"In","values":["a"]}]},"template":{{{Template}}}}}
            """,
        ["controllerrevisions.apps"] = """{"revision":1,"data":{"any":[1,{"x":null}]}}""",
        ["configmaps"] = """{"data":{"k":"v","file.txt":"a\nb"},"binaryData":{"b":"AAEC"},"immutable":false}""",
        ["secrets"] = """{"type":"Opaque","data":{"password":"c2VjcmV0"},"stringData":{"user":"me"}}""",
        ["services"] = """{"spec":{"type":"ClusterIP","selector":{"app":"a"},"ports":[{"name":"http","port":80,"targetPort":"http","protocol":"TCP"}]}}""",
        ["endpoints"] = """{"subsets":[{"addresses":[{"ip":"10.1.2.3","targetRef":{"kind":"Pod","name":"a","namespace":"hostile"}}],"ports":[{"name":"http","port":80,"protocol":"TCP"}]}]}""",
        ["endpointslices.discovery.k8s.io"] = """{"addressType":"IPv4","endpoints":[{"addresses":["10.1.2.3"],"conditions":{"ready":true}}],"ports":[{"name":"http","port":80,"protocol":"TCP"}]}""",
        ["serviceaccounts"] = """{"automountServiceAccountToken":false,"imagePullSecrets":[{"name":"a"}]}""",
        ["limitranges"] = """{"spec":{"limits":[{"type":"Container","max":{"cpu":"2"},"min":{"cpu":"1m"},"default":{"cpu":"1"},"defaultRequest":{"cpu":"500m"}}]}}""",
        ["resourcequotas"] = """{"spec":{"hard":{"configmaps":"1000000","requests.storage":"100Gi"}}}""",
        ["events"] = """{"involvedObject":{"kind":"Pod","name":"a","namespace":"hostile"},"reason":"Tried","message":"it","type":"Normal","count":1}""",
        ["events.events.k8s.io"] = """
            {"regarding":{"kind":"Pod","name":"a","namespace":"hostile"},"reason":"Tried","note":"it","type":"Normal","action":"Trying","eventTime":"2026-01-31T12:00:00.000001Z",
             "reportingController":"example.com/test","reportingInstance":"one","series":{"count":2,"lastObservedTime":"2026-01-31T12:00:00.000001Z"}}
            """,
        ["customresourcedefinitions.apiextensions.k8s.io"] = """
            {"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList","shortNames":["w"],"categories":["all"]},
             "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{},"scale":{"specReplicasPath":".spec.replicas","statusReplicasPath":".status.replicas"}},
               "additionalPrinterColumns":[{"name":"Size","type":"integer","jsonPath":".spec.size"}],
               "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","required":["size"],"properties":{"size":{"type":"integer","minimum":1,"default":1},
                 "names":{"type":"array","items":{"type":"string","pattern":"^[a-z]+$"},"x-kubernetes-list-type":"set"},"any":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}},
                 "status":{"type":"object","nullable":true}}}}}]}}
            """,
        ["leases.coordination.k8s.io"] = """{"spec":{"holderIdentity":"me","leaseDurationSeconds":15,"renewTime":"2026-01-31T12:00:00.000001Z"}}""",
        ["poddisruptionbudgets.policy"] = """{"spec":{"minAvailable":"50%","selector":{"matchLabels":{"app":"a"}}}}""",
        ["priorityclasses.scheduling.k8s.io"] = """{"value":100,"globalDefault":false,"description":"d","preemptionPolicy":"Never"}""",
        ["roles.rbac.authorization.k8s.io"] = $$$"""{"rules":{{{Rules}}}}""",
        ["clusterroles.rbac.authorization.k8s.io"] = $$$"""{"rules":{{{Rules}}},"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"x":"y"}}]}}""",
        ["rolebindings.rbac.authorization.k8s.io"] = Binding("Role"),
        ["clusterrolebindings.rbac.authorization.k8s.io"] = Binding("ClusterRole"),
        ["nodes"] = """{"spec":{"taints":[{"key":"k","value":"v","effect":"NoSchedule"}],"unschedulable":true}}""",
    };

    /// <summary>A document of a kind with that name.</summary>
    public static JsonObject Of(KindDescription kind, string name)
    {
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { ["app"] = "a", ["example.com/part"] = "1" },
            ["annotations"] = new JsonObject { ["note"] = "any text" },
        };
        var document = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata };
        foreach (var (member, value) in JsonNode.Parse(Members.GetValueOrDefault(kind.QualifiedPlural, "{}"))!.AsObject())
        {
            document[member] = value!.DeepClone();
        }

        return document;
    }

    private static string Binding(string role) => $$$"""
        {"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"{{{role}}}","name":"a"},"subjects":[{"kind":"ServiceAccount","name":"default","namespace":"hostile"},{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"me"}]}
        """;
}
