"""Which addresses belong to the public internet. Everything else might be this machine or its neighbours."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# What Python calls global, or did in some release, and what yet leads somewhere private. The IPv6 ranges carry an IPv4
# address inside, which a gateway on the way may unwrap: they are refused whatever that address is.
_NEVER = tuple(
    ip_network(network)
    for network in (
        "100.64.0.0/10",  # shared by customers of one provider, RFC 6598
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.88.99.0/24",  # relays of 6to4, RFC 7526
        "198.18.0.0/15",  # benchmarks, RFC 2544
        "240.0.0.0/4",  # reserved, RFC 1112
        "::/96",  # IPv4-compatible, RFC 4291
        "::ffff:0:0/96",  # IPv4-mapped, RFC 4291
        "::ffff:0:0:0/96",  # IPv4-translated, RFC 2765
        "64:ff9b::/96",  # NAT64, RFC 6052
        "64:ff9b:1::/48",  # NAT64 of a local network, RFC 8215
        "2001::/23",  # protocol assignments, Teredo (RFC 4380) among them
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4, RFC 3056
        "3fff::/20",  # documentation, RFC 9637
        "5f00::/16",  # segment routing, RFC 9602
        "fec0::/10",  # site-local, RFC 3879
    )
)


def is_public(address: str) -> bool:
    """Whether a numeric IPv4 or IPv6 address is a unicast address of the public internet; False for anything else."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.scope_id is not None:
        return False
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    return not any(parsed.version == network.version and parsed in network for network in _NEVER)
