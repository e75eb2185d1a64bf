using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Getting;

/// <summary>How objects are to be shown, and which.</summary>
/// <param name="Output">The form: empty, <c>wide</c>, <c>json</c>, <c>yaml</c> or <c>name</c>.</param>
/// <param name="Namespace">The namespace; null for all.</param>
/// <param name="Selectors">Which of a kind's objects.</param>
internal sealed record View(string Output, string? Namespace, Selectors Selectors)
{
    public bool IsTable => Output is "" or "wide";

    public bool IsWide => Output == "wide";
}
