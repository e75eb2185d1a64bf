namespace Orleans.Configuration;

/// <summary>Settings of calls that start in a client.</summary>
public class ClientMessagingOptions : MessagingOptions;
