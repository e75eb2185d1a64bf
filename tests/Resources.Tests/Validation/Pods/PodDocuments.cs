using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Tests.Validation.Pods;

/// <summary>Pods with some fields of interest, as users write them.</summary>
internal static class PodDocuments
{
    /// <summary>A defaulted pod with one container.</summary>
    /// <param name="spec">Members of its specification.</param>
    /// <param name="container">Members of its container beside name and image.</param>
    public static Pod Pod(string spec = "", string container = "") => ResourceDefaults.Apply(Documents.Read<Pod>(
        $$"""{"metadata":{"name":"one","namespace":"default"},"spec":{{Spec(spec, container)}} }""").Resource);

    /// <summary>What is wrong with such a pod.</summary>
    public static string[] ErrorsOf(string spec = "", string container = "") => Errors(Pod(spec, container), null);

    /// <summary>What is wrong with a pod that has an init container, too.</summary>
    /// <param name="init">Members of the init container beside name and image.</param>
    /// <param name="spec">Members of its specification.</param>
    public static string[] ErrorsOfInit(string init, string spec = "") => ErrorsOf(
        $$"""{{(spec.Length > 0 ? $"{spec}," : "")}}"initContainers":[{"name":"init","image":"example/init:1"{{Member(init)}}}]""");

    /// <summary>What is wrong with a deployment of such pods.</summary>
    public static string[] ErrorsOfTemplate(string spec = "", string container = "") => Errors(
        ResourceDefaults.Apply(Documents.Read<Deployment>(
            $$"""
            {"metadata":{"name":"web","namespace":"default"},
             "spec":{"selector":{"matchLabels":{"app":"web"} },"template":{"metadata":{"labels":{"app":"web"} },"spec":{{Spec(spec, container)}} } } }
            """).Resource),
        null);

    public static string[] Errors<T>(T next, T? previous)
        where T : class, IResource => [.. ResourceValidation.Validate(next, previous).Select(error => error.ToString())];

    private static string Spec(string spec, string container) =>
        $$"""{"containers":[{"name":"main","image":"example/web:1"{{Member(container)}}}]{{Member(spec)}}}""";

    private static string Member(string members) => members.Length > 0 ? $",{members}" : "";
}
