using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Quotas;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Recording;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Admitting;

namespace Orchestrator.Grains.Resources;

/// <summary>What grains need besides each other.</summary>
public sealed record GrainServices(TimeProvider Clock, IIdentities Identities, IEventWriter Events, IResourceReader Reader, IOwnershipReader Ownership, IPassiveResourceStore Passive, IQuotaLedger Quotas, PodAdmission Admission, IOptions<ControlPlaneOptions> Settings, ILoggerFactory Logs)
{
    /// <summary>How the control plane works.</summary>
    public ControlPlaneOptions Options => Settings.Value;
}
