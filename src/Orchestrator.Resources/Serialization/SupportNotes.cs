using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Serialization;

/// <summary>Warnings about values without effect, which the description of the fields can't tell because the key is the user's.</summary>
internal static class SupportNotes
{
    public static IEnumerable<string> Of(IDocument document) => document is CustomResourceDefinition definition ? DefinitionNotes.Of(definition) : [];
}
