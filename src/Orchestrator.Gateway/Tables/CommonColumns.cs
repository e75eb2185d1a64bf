using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Tables;

/// <summary>Columns that several kinds have.</summary>
internal static class CommonColumns
{
    /// <summary>What stands where there is nothing to say.</summary>
    public const string None = "<none>";

    public static TableColumn<T> Name<T>()
        where T : IResource => new("Name", (resource, _) => resource.Metadata.Name, "The object's name.") { Format = "name" };

    public static TableColumn<T> Age<T>()
        where T : IResource =>
        new("Age", (resource, now) => Tables.Age.Of(resource.Metadata.CreationTimestamp, now), "How long ago the object was created.");

    public static TableColumn<T> Containers<T>(Func<T, PodTemplateSpec> template) => new(
        "Containers", (resource, _) => Join(template(resource), container => container.Name), "The names of the template's containers.") { Priority = 1 };

    public static TableColumn<T> Images<T>(Func<T, PodTemplateSpec> template) => new(
        "Images", (resource, _) => Join(template(resource), container => container.Image ?? ""), "The images of the template's containers.") { Priority = 1 };

    public static TableColumn<T> Selector<T>(Func<T, LabelSelector> selector) => new(
        "Selector", (resource, _) => SelectorText.Write(selector(resource)) is { Length: > 0 } text ? text : None, "Which pods are meant.") { Priority = 1 };

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    private static string Join(PodTemplateSpec template, Func<Container, string> part) => string.Join(",", template.Spec.Containers.Select(part));
}
