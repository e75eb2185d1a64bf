using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Listening;

namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>Callers who show a certificate of an authority for clients: its common name is theirs, its organizations are their groups.</summary>
internal sealed class ClientCertificates(TimeProvider time, IApiCertificates? api = null)
{
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    // A connection's certificate stays the same, so it is looked at once; its end is looked at each time.
    private static readonly object Known = new();

    public ValueTask<Caller?> FindAsync(HttpContext context)
    {
        if (context.Connection.ClientCertificate is not { } certificate)
        {
            return ValueTask.FromResult<Caller?>(null);
        }

        var items = context.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is null || !items.TryGetValue(Known, out var known))
        {
            known = CallerOf(certificate);
            if (items is not null)
            {
                items[Known] = known;
            }
        }

        return known is Caller caller && time.GetUtcNow() < certificate.NotAfter ? ValueTask.FromResult<Caller?>(caller) : throw AccessRefusals.Unauthorized();
    }

    private Caller? CallerOf(X509Certificate2 certificate)
    {
        if (api is null)
        {
            return null;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.AddRange(api.ClientAuthorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new(ClientUsage));
        if (!chain.Build(certificate))
        {
            return null;
        }

        var names = Parts(certificate, CommonName);
        return names is [{ Length: > 0 } name, ..]
            ? new Caller { Name = name, Groups = [.. Parts(certificate, Organization), KnownGroup.Authenticated], KnownBy = "certificate" }
            : null;
    }

    // Each part is read as it was signed: the name as a text would have to be taken apart again, which has been got wrong before.
    private static ImmutableArray<string> Parts(X509Certificate2 certificate, string type)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var sequence = new AsnReader(certificate.SubjectName.RawData, AsnEncodingRules.DER).ReadSequence();
        while (sequence.HasData)
        {
            var set = sequence.ReadSetOf();
            while (set.HasData)
            {
                var pair = set.ReadSequence();
                if (pair.ReadObjectIdentifier() == type)
                {
                    var tag = pair.PeekTag();
                    parts.Add(pair.ReadCharacterString((UniversalTagNumber)tag.TagValue));
                }
            }
        }

        return parts.ToImmutable();
    }
}
