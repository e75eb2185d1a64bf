using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.CustomKinds;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Discovery;

/// <summary>A document about all kinds, made anew when the custom kinds are others.</summary>
/// <param name="custom">The custom kinds.</param>
/// <param name="make">Makes the document of all kinds, the core group first.</param>
internal sealed class CurrentDocument(CustomKindTable custom, Func<IReadOnlyList<KindDescription>, FixedDocument> make)
{
    private volatile Made? _made;

    /// <summary>Answers with the document as it is now.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var set = custom.Current;
        var made = _made;
        if (made?.Of != set)
        {
            _made = made = new Made(set, make([.. ServedKinds.All, .. set.Kinds]));
        }

        return made.Document.AnswerAsync(context);
    }

    private sealed record Made(CustomKindSet Of, FixedDocument Document);
}
