using System.Text;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Tests;

/// <summary>Documents that tests start from, and short ways to read them.</summary>
internal static class Documents
{
    public const string Deployment = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default","labels":{"app":"web"}},
         "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"strategy":{},
          "template":{"metadata":{"labels":{"app":"web"}},
           "spec":{"containers":[{"name":"web","image":"example/web:1","ports":[{"containerPort":8080}],
             "env":[{"name":"A","value":"1"}],
             "resources":{"limits":{"memory":"64Mi"},"requests":{"cpu":"100m"}},"securityContext":{}}],"securityContext":{}}}}}
        """;

    public const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"one","namespace":"default"},
         "spec":{"containers":[{"name":"main","image":"example/web","resources":{"limits":{"cpu":"0.5","memory":"1024Ki"}}}]}}
        """;

    public static Decoded<T> Read<T>(string json, FieldValidation validation = FieldValidation.Strict)
        where T : IDocument, new() =>
        ResourceDecoder.Decode<T>(Encoding.UTF8.GetBytes(json), BodyFormat.Json, new DecodeOptions { FieldValidation = validation });

    public static Decoded<T> ReadYaml<T>(string yaml)
        where T : IDocument, new() => ResourceDecoder.Decode<T>(Encoding.UTF8.GetBytes(yaml), BodyFormat.Yaml, new DecodeOptions());

    public static FieldError[] ErrorsOf<T>(string json)
        where T : IDocument, new() => [.. Assert.Throws<DecodeException>(() => Read<T>(json)).Errors];

    /// <summary>The sample deployment, read, changed, and defaulted.</summary>
    public static Deployment Defaulted(Func<Deployment, Deployment>? change = null) =>
        ResourceDefaults.Apply((change ?? (same => same))(Read<Deployment>(Deployment).Resource));
}
