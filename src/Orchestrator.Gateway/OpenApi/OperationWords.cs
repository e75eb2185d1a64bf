using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>How an operation is named and told of.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Method">The HTTP method, in lower case.</param>
/// <param name="Action">Kubernetes' word for it.</param>
/// <param name="Id">How its identifier begins.</param>
/// <param name="Description">What it does, before the kind's name.</param>
internal sealed record OperationWords(ResourceVerbs Verb, string Method, string Action, string Id, string Description)
{
    /// <summary>What can be done with all objects of a kind or of a namespace.</summary>
    public static OperationWords[] OfItems { get; } =
    [
        new(ResourceVerbs.List, "get", "list", "list", "Lists or watches objects of kind"),
        new(ResourceVerbs.Create, "post", "post", "create", "Creates an object of kind"),
        new(ResourceVerbs.DeleteCollection, "delete", "deletecollection", "deleteCollection", "Deletes objects of kind"),
    ];

    /// <summary>What can be done with one object.</summary>
    public static OperationWords[] OfItem { get; } =
    [
        new(ResourceVerbs.Get, "get", "get", "read", "Reads an object of kind"),
        new(ResourceVerbs.Update, "put", "put", "replace", "Replaces an object of kind"),
        new(ResourceVerbs.Patch, "patch", "patch", "patch", "Changes parts of an object of kind"),
        new(ResourceVerbs.Delete, "delete", "delete", "delete", "Deletes an object of kind"),
    ];

    /// <summary>What can be done with a subresource of one object.</summary>
    public static OperationWords[] OfSubresource { get; } = [.. OfItem, OfItems[1]];
}
