using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Agent.Images;

/// <summary>With what an image may be pulled for a pod.</summary>
/// <param name="Credentials">What to try, in turn; without any at the end.</param>
/// <param name="Faults">What could not be used, a sentence each.</param>
/// <param name="SecretFaults">How many of them are about the pod's own Secrets.</param>
internal sealed record PullCredentialList(ImmutableArray<PullCredential> Credentials, ImmutableArray<string> Faults, int SecretFaults)
{
    /// <summary>Is the same for the same credentials in the same order, and tells nothing of them: pods that have the same may share a pull.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in Credentials)
        {
            foreach (var part in new[] { one.Credentials.Username, one.Credentials.Password, one.Credentials.IdentityToken, one.Credentials.RegistryToken })
            {
                hash.AppendData(BitConverter.GetBytes(part?.Length ?? -1));
                hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
