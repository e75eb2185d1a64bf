using System.Collections.Immutable;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>What is looked at.</summary>
/// <param name="IsWorker">Whether this machine runs pods, or is to.</param>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="DataFolder">Where a worker keeps what lasts.</param>
/// <param name="TlsFolder">The folder of certificates; null where silos talk without TLS.</param>
/// <param name="Subnets">The subnets for pods, in the order in which they are tried.</param>
internal sealed record DoctorSettings(bool IsWorker, string Cluster, string DataFolder, string? TlsFolder, ImmutableArray<string> Subnets);
