module example.com/logoutd/drivers

go 1.23

require (
	example.com/logoutd/control v0.0.0
	example.com/logoutd/gsm v0.0.0
	example.com/logoutd/platform v0.0.0
	example.com/logoutd/session v0.0.0
	example.com/logoutd/storefront v0.0.0
	example.com/logoutd/tenant v0.0.0
)

replace (
	example.com/logoutd/control => ../../../clients/go/control
	example.com/logoutd/gsm => ../../../clients/go/gsm
	example.com/logoutd/platform => ../../../clients/go/platform
	example.com/logoutd/session => ../../../clients/go/session
	example.com/logoutd/storefront => ../../../clients/go/storefront
	example.com/logoutd/tenant => ../../../clients/go/tenant
)
