using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace Orchestrator.Gateway.Discovery;

/// <summary>An answer that is the same for as long as the process runs; it is made when it is first asked for.</summary>
/// <param name="contentType">Of what type it is.</param>
/// <param name="make">Makes it.</param>
internal sealed class FixedDocument(string contentType, Func<byte[]> make)
{
    private readonly Lazy<(byte[] Body, string Hash)> _made = new(() =>
    {
        var body = make();
        return (body, Convert.ToHexString(SHA512.HashData(body)));
    });

    /// <summary>What tells this document from a later version of it.</summary>
    public string Hash => _made.Value.Hash;

    /// <summary>Answers with the document, or that the client has it already.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var (body, hash) = _made.Value;
        var response = context.Response;
        var tag = new EntityTagHeaderValue($"\"{hash}\"");
        response.Headers.ETag = tag.ToString();
        response.Headers.Vary = HeaderNames.Accept;
        if (new RequestHeaders(context.Request.Headers).IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
