using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A question that is put to a container again and again; just one of the four ways to ask it.</summary>
public sealed record Probe
{
    [Field(1, "A program that is run in the container; ending with 0 is yes.", Within = 1)]
    public ExecAction? Exec { get; init; }

    [Field(2, "An HTTP request; an answer of 200 to 399 is yes.", Within = 1)]
    public HttpGetAction? HttpGet { get; init; }

    [Field(3, "A TCP connection; one that opens is yes.", Within = 1)]
    public TcpSocketAction? TcpSocket { get; init; }

    [Field(4, "A call of gRPC's health service; serving is yes.", Within = 1)]
    public GrpcAction? Grpc { get; init; }

    [Field(2, "How long after the container's start the first question is put, in seconds.", Minimum = 0)]
    public int InitialDelaySeconds { get; init; }

    [Field(3, "After how long no answer is a no, in seconds.", Default = "1", Minimum = 0)]
    public int TimeoutSeconds { get; init; }

    [Field(4, "How far the questions are apart, in seconds.", Default = "10", Minimum = 0)]
    public int PeriodSeconds { get; init; }

    [Field(5, "How many answers in a row turn a no into a yes; 1 unless it is a readiness probe.", Default = "1", Minimum = 0)]
    public int SuccessThreshold { get; init; }

    [Field(6, "How many answers in a row turn a yes into a no.", Default = "3", Minimum = 0)]
    public int FailureThreshold { get; init; }

    [Field(7, "How long the container has to end where the probe ends it, in seconds; the pod's by default.")]
    public long? TerminationGracePeriodSeconds { get; init; }
}
